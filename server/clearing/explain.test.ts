import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '#shared/money.ts'
import { explain } from './explain.ts'
import type { BookedLine, Difference, StripeLine } from './types.ts'

const now = new Date('2026-11-27T02:00:00Z')
const EARLIER = '2026-11-20T02:00:00.000Z'

let made = 0
function aLine(line: Partial<StripeLine> & { type: string; net: number; fee?: number }): StripeLine {
  made += 1
  const { net, fee = 0, ...rest } = line
  return {
    ...{
      lineId: `txn_${made}`,
      at: EARLIER,
      sourceId: null,
      chargeId: null,
      reference: null,
      isPending: false,
      description: null,
    },
    ...{ amountFen: fen(net + fee), feeFen: fen(fee), netFen: fen(net) },
    ...rest,
  }
}
function anEntry(key: string, amount: number): BookedLine {
  made += 1
  const voucher = { month: '2026-11', number: made, effectiveOn: '2026-11-20', memo: '' }
  return { journalId: `je_${made}`, key, amount: fen(amount), ...voucher }
}
const reasonsOf = (differences: readonly Difference[]) =>
  differences.map(({ reason, differenceFen }) => [reason, differenceFen])

describe('lines that speak of one fact', () => {
  it('agree when they cancel out, however many they are', () => {
    const { agreed, differences } = explain({
      now,
      stripe: [
        aLine({ type: 'charge', chargeId: 'ch_1', net: 9_663, fee: 337 }),
        aLine({ type: 'refund', chargeId: 'ch_1', reference: 'refund_1', net: -500 }),
        aLine({ type: 'refund', chargeId: 'ch_2', reference: 'refund_2', net: -900 }),
        aLine({ type: 'payout', lineId: 'txn_po', sourceId: 'po_1', net: -7_000 }),
      ],
      booked: [
        anEntry('sale:ch_1:line_1', 9_000),
        anEntry('sale:ch_1:line_2', 663),
        anEntry('returned:refund_1', -500),
        anEntry('returned:ch_2', -900),
        anEntry('stripe-balance:txn_po', -7_000),
      ],
    })

    expect(differences).toEqual([])
    expect(agreed).toEqual([
      { type: 'charge', count: 1, amountFen: 9_663 },
      { type: 'refund', count: 2, amountFen: -1_400 },
      { type: 'payout', count: 1, amountFen: -7_000 },
    ])
  })

  it('agree when both are at Stripe: a transfer that was taken back at once', () => {
    const stripe = [
      aLine({ type: 'transfer', reference: 'pay_1', net: -300 }),
      aLine({ type: 'transfer_refund', reference: 'pay_1', net: 300 }),
    ]
    expect(explain({ now, stripe, booked: [] }).differences).toEqual([])
  })

  it('say why they differ', () => {
    const { differences, explainedFen } = explain({
      now,
      stripe: [
        aLine({ type: 'charge', chargeId: 'ch_1', net: 9_600, fee: 400 }),
        aLine({ type: 'charge', chargeId: 'ch_2', net: 100 }),
        aLine({ type: 'charge', chargeId: 'ch_3', net: 200, at: '2026-11-27T01:59:00.000Z' }),
        aLine({ type: 'payment_refund', chargeId: 'ch_4', reference: 'r', net: -50, isPending: true }),
        aLine({ type: 'refund', chargeId: 'ch_5', reference: 'refund_5', net: -70 }),
        aLine({ type: 'payout', sourceId: 'po_1', net: -1_000 }),
        aLine({ type: 'adjustment', net: -2_000 }),
      ],
      booked: [
        anEntry('sale:ch_1:line_1', 9_663),
        anEntry('returned:refund_5', -60),
        anEntry('demo-carried:x', 5),
      ],
    })

    expect(reasonsOf(differences)).toEqual([
      ['fee_differs', -63],
      ['amount_differs', -10],
      ['not_at_stripe', -5],
      ['not_booked', 100],
      ['recent', 200],
      ['refund_pending', -50],
      ['payout_not_booked', -1_000],
      ['unknown_kind', -2_000],
    ])
    expect(explainedFen).toBe(-63 - 10 - 5 + 100 + 200 - 50 - 1_000 - 2_000)
  })
})

type Event = {
  kind: 'charge' | 'refund' | 'payout' | 'fee'
  net: number
  booked: 'yes' | 'no' | number
  told: boolean
}
const amount = fc.integer({ min: 1, max: 1_000_000 })
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom('charge', 'charge', 'refund', 'payout', 'fee'),
  net: amount,
  booked: fc.oneof(
    { weight: 5, arbitrary: fc.constant('yes' as const) },
    fc.constant('no' as const),
    fc.integer({ min: -500, max: 500 }),
  ),
  told: fc.boolean(),
})

/** What Stripe and the books would have of it. */
function played(events: readonly Event[]) {
  const stripe: StripeLine[] = []
  const booked: BookedLine[] = []
  events.forEach(({ kind, net, booked: how, told }, index) => {
    const signed = kind === 'charge' ? net : -net
    const lineId = `txn_${index}`
    const type = kind === 'fee' ? 'stripe_fee' : kind
    const charge = kind === 'charge' || kind === 'refund' ? `ch_${index}` : null
    if (told || how === 'no')
      stripe.push(aLine({ type, lineId, chargeId: charge, reference: `refund_${index}`, net: signed }))
    if (how === 'no') return
    const key = { charge: `sale:ch_${index}:l`, refund: `returned:refund_${index}` }[kind as string]
    const wrong = typeof how === 'number' ? how : 0
    if (signed + wrong !== 0) booked.push(anEntry(key ?? `stripe-balance:${lineId}`, signed + wrong))
  })
  return { stripe, booked }
}
const total = (stripe: readonly StripeLine[], booked: readonly BookedLine[]) =>
  sumFen(stripe.map(({ netFen }) => netFen)) - sumFen(booked.map((line) => line.amount))

describe('any history', () => {
  it('is explained to the fen, and what was booked rightly is no difference', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { stripe, booked } = played(events)
        const { differences, explainedFen, agreed } = explain({ stripe, booked, now })

        expect(explainedFen).toBe(total(stripe, booked))
        const right = events.filter((one) => one.told && (one.booked === 'yes' || one.booked === 0)).length
        expect(agreed.reduce((sum, { count }) => sum + count, 0)).toBe(right)
        expect(differences.length).toBe(events.length - right)
      }),
    )
  })

  it('may be told in two parts: what the first leaves open, the second closes or carries on', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 40 }),
        fc.nat({ max: 40 }),
        fc.nat({ max: 40 }),
        (events, stripeCut, bookCut) => {
          const { stripe, booked } = played(events)
          const first = explain({ stripe: stripe.slice(0, stripeCut), booked: booked.slice(0, bookCut), now })
          const open = first.differences
          const second = explain({
            stripe: [...open.flatMap((one) => one.stripe), ...stripe.slice(stripeCut)],
            booked: [...open.flatMap((one) => one.booked), ...booked.slice(bookCut)],
            now,
          })

          expect(second.explainedFen).toBe(total(stripe, booked))
          const whole = explain({ stripe, booked, now })
          expect(reasonsOf(second.differences).sort()).toEqual(reasonsOf(whole.differences).sort())
        },
      ),
    )
  })
})
