import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { receiptText } from '#shared/receipt.ts'
import { fen } from '#shared/money.ts'
import { createReceipts } from './receipts.ts'
import type { HoldDetail } from './types.ts'

const hold: HoldDetail = {
  holdId: 'hold_a',
  saleId: 'sale_a',
  quantity: 2,
  unitPriceFen: fen(5_900),
  sequence: 7,
  state: 'held',
  expiresAt: '2026-11-24T02:05:00.000Z',
  createdAt: '2026-11-24T02:00:00.000Z',
  payFirst: false,
  buyerId: 'vis_a',
  orderId: null,
  liveSessionId: null,
  variantId: 'variant_a',
}
const receipts = createReceipts({ secret: 'a-key-for-tests-of-32-characters-or-more' })

describe('a receipt', () => {
  it('says what was granted, and anybody can check it with the public key alone', () => {
    const { receipt, signature } = receipts.of(hold)

    expect(receipt).toMatchObject({ sequence: 7, priceFen: 5_900, quantity: 2, time: hold.createdAt })
    const signed = Buffer.from(receiptText(receipt))
    expect(verify(null, signed, receipts.publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('is ours on every node, and not if a word of it was changed or another shop signed it', () => {
    const signed = receipts.of(hold)
    const elsewhere = createReceipts({ secret: 'another-key-for-tests-of-32-characters' })

    expect(createReceipts({ secret: 'a-key-for-tests-of-32-characters-or-more' }).isOurs(signed)).toBe(true)
    expect(receipts.isOurs({ ...signed, receipt: { ...signed.receipt, sequence: 1 } })).toBe(false)
    expect(receipts.isOurs(elsewhere.of(hold))).toBe(false)
  })
})
