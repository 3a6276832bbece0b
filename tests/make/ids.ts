import { createHash } from 'node:crypto'
import type { Ids } from '#server/platform/ids.ts'

/** Chance that repeats itself: the n-th id of a seed is always the same, so screenshots and failures can be compared. */
export function seededIds(seed: string): Ids {
  let count = 0
  const digest = () => createHash('sha256').update(`${seed}\0${count++}`).digest()
  return {
    next: (prefix) => `${prefix}_${digest().subarray(0, 16).toString('base64url')}`,
    uuid: () => uuidFrom(digest()),
    secret: () => digest().toString('hex'),
  }
}

/** The uuid that belongs to a name: the same in every run and on every machine. */
export function uuidOf(name: string): string {
  return uuidFrom(createHash('sha256').update(name).digest())
}

function uuidFrom(bytes: Buffer): string {
  const id = Buffer.from(bytes.subarray(0, 16))
  id[6] = (id[6]! & 0x0f) | 0x40
  id[8] = (id[8]! & 0x3f) | 0x80
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
