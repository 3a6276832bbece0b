import { describe, expect, it } from 'vitest'
import { createReceipts } from '#server/flash-sale/receipts.ts'
import { fen } from '#shared/money.ts'
import { checkInBrowser } from '#app/features/receipt/check-receipt.ts'

const receipts = createReceipts({ secret: 'a-key-for-tests-of-32-characters-or-more' })
const signed = receipts.of({
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
})

describe('a receipt in the browser', () => {
  it('that the server signed is genuine', async () => {
    expect(await checkInBrowser(signed, receipts.publicKey)).toEqual({
      kind: 'genuine',
      by: 'browser',
      receipt: signed.receipt,
    })
  })

  it('with another word in it, or signed by another shop, is not ours', async () => {
    const changed = { ...signed, receipt: { ...signed.receipt, priceFen: 100 } }
    const other = createReceipts({ secret: 'another-key-for-tests-of-32-characters' })

    expect(await checkInBrowser(changed, receipts.publicKey)).toEqual({ kind: 'not_ours', by: 'browser' })
    expect(await checkInBrowser(signed, other.publicKey)).toEqual({ kind: 'not_ours', by: 'browser' })
  })

  it('is left to the server where the key is none that the browser knows', async () => {
    expect(await checkInBrowser(signed, 'no key')).toBeNull()
  })
})
