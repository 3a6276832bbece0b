import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { seedFrom } from './signing-key.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/** Keeps what must be read again but never lie open in a table or a backup of it. */
export type Vault = {
  /** @param of names the row: a value that is moved to another row does not open */
  seal(value: Uint8Array, of: string): Uint8Array<ArrayBuffer>
  /** @throws when it was changed, moved, or sealed under another secret */
  open(sealed: Uint8Array, of: string): Uint8Array<ArrayBuffer>
}

/** AES-256-GCM with a key that follows from the application's secret, another one for each purpose. */
export function createVault(secret: string, purpose: string): Vault {
  const key = seedFrom(secret, purpose)
  return {
    seal(value, of) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(of))
      const text = Buffer.concat([cipher.update(value), cipher.final()])
      return new Uint8Array(Buffer.concat([iv, text, cipher.getAuthTag()]))
    },
    open(sealed, of) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
      return new Uint8Array(Buffer.concat([text, decipher.final()]))
    },
  }
}
