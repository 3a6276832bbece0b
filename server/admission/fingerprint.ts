import { createHmac } from 'node:crypto'
import { seedFrom } from '#server/platform/signing-key.ts'

/** The same text has the same one; without the application's secret nobody finds it by trying all numbers. */
export function createFingerprint(secret: string) {
  const key = seedFrom(secret, 'admission-fingerprint-v1')
  return (kind: 'resident_id' | 'phone', text: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(createHmac('sha256', key).update(`${kind}:${text}`).digest())
}
