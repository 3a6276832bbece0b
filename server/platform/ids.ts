import { randomBytes, randomUUID } from 'node:crypto'

/** Chance as an argument: `next('hold')` is `hold_` and 22 letters that nobody can guess (128 bits). */
export type Ids = {
  next(prefix: string): string
  uuid(): string
}

export const randomIds: Ids = {
  next: (prefix) => `${prefix}_${randomBytes(16).toString('base64url')}`,
  uuid: () => randomUUID(),
}
