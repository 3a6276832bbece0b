import { headText, type Head, type SignedHead } from '#shared/ledger-head.ts'
import { seedFrom, signingKey } from '../platform/signing-key.ts'

const RAW_KEY_BYTES = 32

export type HeadKey = { publicKey: string; signed(head: Head): SignedHead }

/** @param seed 64 hex digits; without it the key follows from the application's secret */
export function headKey({ seed, secret }: { seed: string | undefined; secret: string }): HeadKey {
  const key = signingKey(seed ? Buffer.from(seed, 'hex') : seedFrom(secret, 'shanhuo ledger heads'))
  const der = key.publicKey.export({ format: 'der', type: 'spki' })
  const publicKey = der.subarray(-RAW_KEY_BYTES).toString('hex')
  return {
    publicKey,
    signed: (head) => ({ ...head, signature: key.sign(headText(head)).toString('hex'), publicKey }),
  }
}
