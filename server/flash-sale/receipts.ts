import { verify } from 'node:crypto'
import type { ClaimReceipt, SignedReceipt } from '#shared/receipt.ts'
import { receiptText } from '#shared/receipt.ts'
import { seedFrom, signingKey } from '../platform/signing-key.ts'
import type { HoldDetail } from './types.ts'

export type Receipts = ReturnType<typeof createReceipts>

/**
 * 抢购凭证: what was granted, signed when somebody asks for it, so that no claim waits for a signature. The key follows
 * from the application's secret: every node has the same, and none is stored.
 */
export function createReceipts({ secret }: { secret: string }) {
  const { publicKey, sign } = signingKey(seedFrom(secret, 'shanhuo claim receipts'))

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
      const signature = sign(receiptText(receipt)).toString('base64url')
      return { receipt, signature }
    },
    /** whether it says what we signed */
    isOurs({ receipt, signature }: SignedReceipt): boolean {
      return verify(null, Buffer.from(receiptText(receipt)), publicKey, Buffer.from(signature, 'base64url'))
    },
  }
}
