import { randomBytes, randomFillSync, randomUUID } from 'node:crypto'

/**
 * Chance as an argument: `next('hold')` is `hold_` and 22 letters. They begin with the millisecond, so that rows made
 * together lie together in an index, and end with 80 bits that nobody can guess.
 */
export type Ids = {
  next(prefix: string): string
  uuid(): string
  /** 32 bytes that nobody can guess, as hex */
  secret(): string
}

const TIME_BYTES = 6
const ID_BYTES = 16
const SECRET_BYTES = 32
/** A call for random bytes costs as much for these as for sixteen. */
const POOL_BYTES = 16_384

function createRandomIds(): Ids {
  const pool = Buffer.alloc(POOL_BYTES)
  let used = POOL_BYTES
  return {
    next(prefix) {
      if (used === POOL_BYTES) {
        randomFillSync(pool)
        used = 0
      }
      const id = pool.subarray(used, used + ID_BYTES)
      used += ID_BYTES
      id.writeUIntBE(Date.now(), 0, TIME_BYTES)
      return `${prefix}_${id.toString('base64url')}`
    },
    uuid: () => randomUUID(),
    secret: () => randomBytes(SECRET_BYTES).toString('hex'),
  }
}

export const randomIds: Ids = createRandomIds()
