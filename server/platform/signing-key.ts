import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'

/** An Ed25519 key of 32 bytes is this prefix and the bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32

export type SigningKey = { publicKey: KeyObject; sign(text: string): Buffer }

/** A seed that follows from the application's secret: every node has the same, and none is stored. */
export function seedFrom(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, SEED_BYTES))
}

/** Ed25519 from 32 bytes. */
export function signingKey(seed: Buffer): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  return { publicKey: createPublicKey(key), sign: (text) => sign(null, Buffer.from(text), key) }
}
