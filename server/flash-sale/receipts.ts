import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'
import type { ClaimReceipt, SignedReceipt } from '#shared/receipt.ts'
import { receiptText } from '#shared/receipt.ts'
import type { HoldDetail } from './types.ts'

/** An Ed25519 key of 32 bytes is this prefix and the bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32

export type Receipts = ReturnType<typeof createReceipts>

/**
 * 抢购凭证: what was granted, signed when somebody asks for it, so that no claim waits for a signature. The key follows
 * from the application's secret: every node has the same, and none is stored.
 */
export function createReceipts({ secret }: { secret: string }) {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'shanhuo claim receipts', SEED_BYTES))
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)

  return {
    /** what anybody checks a receipt with, as PEM */
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    of(hold: HoldDetail): SignedReceipt {
      const receipt: ClaimReceipt = {
        saleId: hold.saleId,
        sequence: hold.sequence,
        holdId: hold.holdId,
        time: hold.createdAt,
        priceFen: hold.unitPriceFen,
        quantity: hold.quantity,
        expiresAt: hold.expiresAt,
      }
      const signature = sign(null, Buffer.from(receiptText(receipt)), key).toString('base64url')
      return { receipt, signature }
    },
    /** whether it says what we signed */
    isOurs({ receipt, signature }: SignedReceipt): boolean {
      return verify(null, Buffer.from(receiptText(receipt)), publicKey, Buffer.from(signature, 'base64url'))
    },
  }
}
