import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PASTED_MAX, receiptIn, receiptText, type ClaimReceipt } from './receipt.ts'

const receipt: ClaimReceipt = {
  saleId: 'sale_a',
  sequence: 7,
  holdId: 'hold_a',
  time: '2026-11-24T02:00:00.000Z',
  priceFen: 5_900,
  quantity: 2,
  expiresAt: '2026-11-24T02:05:00.000Z',
}
const signature = 'aZ09-_'.padEnd(86, 'x')
const signed = { receipt, signature }

const receipts = fc.record({
  saleId: fc.string(),
  sequence: fc.maxSafeNat(),
  holdId: fc.string(),
  time: fc.constant(receipt.time),
  priceFen: fc.maxSafeInteger(),
  quantity: fc.maxSafeNat(),
  expiresAt: fc.constant(receipt.expiresAt),
})

describe('a pasted receipt', () => {
  it('is found alone and between other words, with the public key beside it or without', () => {
    const json = JSON.stringify(signed)

    expect(receiptIn(json)).toEqual(signed)
    expect(receiptIn(`第 1 号！\n${json}\n核对：https://example.org`)).toEqual(signed)
    expect(receiptIn(JSON.stringify({ ...signed, publicKey: 'PEM' }, null, 2))).toEqual(signed)
  })

  it('is read back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(receipts, (any) => {
        fc.pre(JSON.stringify(any).length < PASTED_MAX / 2)
        expect(receiptIn(JSON.stringify({ receipt: any, signature }))?.receipt).toEqual(any)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['words', '我抢到了第 7 号'],
    ['broken JSON', '{"receipt":{"saleId":"sale_a"'],
    ['null', JSON.stringify({ receipt: null, signature })],
    ['no signature', JSON.stringify({ receipt })],
    ['half a signature', JSON.stringify({ receipt, signature: 'abc' })],
    ['a number as text', JSON.stringify({ receipt: { ...receipt, sequence: '7' }, signature })],
    ['half a unit', JSON.stringify({ receipt: { ...receipt, quantity: 0.5 }, signature })],
    ['no time', JSON.stringify({ receipt: { ...receipt, time: 'then' }, signature })],
  ])('is not found in %s', (_what, text) => {
    expect(receiptIn(text)).toBeNull()
  })

  it('is signed as other bytes when any of its words is another', () => {
    fc.assert(
      fc.property(receipts, receipts, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other))
        expect(receiptText(one)).not.toBe(receiptText(other))
      }),
    )
  })
})
