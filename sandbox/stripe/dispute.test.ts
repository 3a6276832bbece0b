import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOrder, openBench, payBy, visit, type Bench } from './test-bench.ts'

const TOTAL = 25_600
const FEE = 1_500
const DISPUTED_CARD = '4000000000000259'
const INQUIRY_CARD = '4000000000001976'

describe('a dispute', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const paid = async (card?: string, method?: string) => {
    const session = await bench.stripe.checkout.sessions.create(anOrder())
    const seen = await payBy(session, { ...(card && { card }), ...(method && { method }) })
    if (method) await visit(new URL(seen.location!, bench.sandbox.origin).href, { outcome: 'approve' })
    const { payment_intent: intent } = await bench.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    })
    return String((intent as Stripe.PaymentIntent).latest_charge)
  }
  const control = async (path: string, asked: object) => {
    const answer = await fetch(`${bench.sandbox.origin}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    })
    return { status: answer.status, body: (await answer.json()) as Stripe.Dispute }
  }
  const opened = async (charge: string, how: object = {}) =>
    (await control('disputes/open', { charge, ...how })).body
  const decide = (dispute: string, outcome: string) => control('disputes/decide', { dispute, outcome })
  const lines = async (source: string) =>
    (await bench.stripe.balanceTransactions.list({ source })).data.map((line) => [
      line.type,
      line.reporting_category,
      line.amount,
      line.fee,
    ])
  const disputesOf = async (charge: string) => (await bench.stripe.disputes.list({ charge })).data

  it('opens by Stripe’s test card, with the money and a fee withdrawn', async () => {
    const charge = await paid(DISPUTED_CARD)

    const [dispute] = await disputesOf(charge)
    expect(dispute).toMatchObject({
      ...{ status: 'needs_response', amount: TOTAL, is_charge_refundable: false, charge },
      balance_transactions: [{ type: 'adjustment', reporting_category: 'dispute', net: -TOTAL - FEE }],
    })
    expect(await lines(dispute!.id)).toEqual([['adjustment', 'dispute', -TOTAL, FEE]])
    expect(await bench.stripe.charges.retrieve(charge)).toMatchObject({ disputed: true })
    const told = await bench.shop.first('charge.dispute.funds_withdrawn')
    expect(told.data.object).toMatchObject({ id: dispute!.id })
  })

  it('that is won gives the money back and keeps the fee', async () => {
    const { id } = await opened(await paid())
    const won = await bench.stripe.disputes.update(id, {
      evidence: { uncategorized_text: 'winning_evidence' },
    })

    expect(won.status).toBe('won')
    expect(await lines(id)).toEqual([
      ['adjustment', 'dispute_reversal', TOTAL, 0],
      ['adjustment', 'dispute', -TOTAL, FEE],
    ])
    expect(await bench.shop.first('charge.dispute.funds_reinstated')).toBeTruthy()
  })

  it('that is lost, by bad evidence or by none, stays lost', async () => {
    const answered = await opened(await paid(), { amount: 5_000 })
    const accepted = await opened(await paid())
    await bench.stripe.disputes.update(answered.id, { evidence: { uncategorized_text: 'losing_evidence' } })
    await bench.stripe.disputes.close(accepted.id)

    for (const { id, amount } of [answered, accepted]) {
      expect(await bench.stripe.disputes.retrieve(id)).toMatchObject({ status: 'lost', amount })
      expect(await lines(id)).toHaveLength(1)
      expect((await decide(id, 'won')).status).toBe(400)
    }
  })

  it('that is under review waits for the bank', async () => {
    const { id } = await opened(await paid())
    const { status } = await bench.stripe.disputes.update(id, {
      evidence: { uncategorized_text: '快递单' },
    })
    expect(status).toBe('under_review')
    expect((await decide(id, 'won')).body).toMatchObject({ status: 'won' })
  })

  it('as an inquiry moves no money, unless it escalates', async () => {
    const charge = await paid(INQUIRY_CARD)
    const [inquiry] = await disputesOf(charge)
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })

    await control('disputes/escalate', { dispute: inquiry!.id })

    expect(await bench.stripe.disputes.retrieve(inquiry!.id)).toMatchObject({ status: 'needs_response' })
    expect(await lines(inquiry!.id)).toHaveLength(1)
  })

  it('keeps refunds from being made while it is open, and beyond what was lost', async () => {
    const charge = await paid()
    const { id } = await opened(charge, { amount: 20_000 })
    const refund = (amount: number) => bench.stripe.refunds.create({ charge, amount })
    await expect(refund(1)).rejects.toMatchObject({ code: 'charge_disputed' })

    await decide(id, 'lost')

    await expect(refund(5_601)).rejects.toMatchObject({ code: 'charge_disputed' })
    expect(await refund(5_600)).toMatchObject({ status: 'succeeded' })
  })

  it('that only asks ends when the charge is wholly refunded', async () => {
    const charge = await paid()
    const { id } = await opened(charge, { inquiry: true })
    await bench.stripe.refunds.create({ charge })
    expect(await bench.stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_closed' })
  })

  it('is not of wallets, of nothing, of more than was paid, or twice at once', async () => {
    const charge = await paid()
    const refused = async (asked: object) => (await control('disputes/open', asked)).status
    expect(await refused({ charge: await paid(undefined, 'alipay') })).toBe(400)
    expect(await refused({ charge, amount: TOTAL + 1 })).toBe(400)
    expect(await refused({ charge: 'ch_nobody' })).toBe(400)
    expect(await refused({})).toBe(400)
    await opened(charge)
    expect(await refused({ charge })).toBe(400)
  })

  it('is decided on a page, in place of the dashboard’s', async () => {
    const { id } = await opened(await paid())
    const page = `${bench.sandbox.origin}/disputes/${id}`
    expect((await visit(page)).text).toContain('value="won"')
    expect((await visit(page, { outcome: 'lost' })).status).toBe(303)
    expect((await visit(page)).text).not.toContain('<button')
  })
})

it('a fee of Stripe’s own leaves the balance, and comes from no payment', async () => {
  const bench = await openBench()
  const answer = await fetch(`${bench.sandbox.origin}/_sandbox/fee`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 300, description: 'Radar' }),
  })
  expect(answer.status).toBe(200)
  expect((await bench.stripe.balanceTransactions.list()).data).toMatchObject([
    { type: 'stripe_fee', reporting_category: 'fee', net: -300, source: null, description: 'Radar' },
  ])
  expect(bench.sandbox.violations()).toEqual([])
  await bench.close()
})
