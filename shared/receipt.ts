import { z } from 'zod'

// 抢购凭证: the signed receipt of a claim. Its signature is Ed25519 over receiptText().

export const claimReceipt = z.object({
  saleId: z.string().max(64),
  /** 第 N 号: place in the sale's order of grants */
  sequence: z.number().int().min(1),
  holdId: z.string().max(64),
  /** server time of the grant */
  time: z.iso.datetime(),
  priceFen: z.number().int(),
  quantity: z.number().int(),
  /** until when it was to be paid for, as known when the receipt was asked for */
  expiresAt: z.iso.datetime(),
})
export type ClaimReceipt = z.infer<typeof claimReceipt>

export const signedReceipt = z.object({ receipt: claimReceipt, signature: z.string().max(128) })
export type SignedReceipt = z.infer<typeof signedReceipt>

/** The signed bytes: one value a line, in this order. */
export function receiptText(receipt: ClaimReceipt): string {
  const { saleId, sequence, holdId, time, priceFen, quantity, expiresAt } = receipt
  return ['shanhuo-claim-v1', saleId, sequence, holdId, time, priceFen, quantity, expiresAt].join('\n')
}
