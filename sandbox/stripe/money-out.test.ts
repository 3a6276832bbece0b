import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOrder, openBench, payBy, type Bench } from './test-bench.ts'

const TOTAL = 25_600
const FEE = 1_105
const NET = TOTAL - FEE
const DAY_SEC = 86_400
const BYPASSES_PENDING = '4000000000000077'

describe('money that leaves', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const paid = async (card?: string) => {
    const session = await bench.stripe.checkout.sessions.create(anOrder())
    await payBy(session, { ...(card && { card }) })
    const { payment_intent: intent } = await bench.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    })
    return String((intent as Stripe.PaymentIntent).latest_charge)
  }
  const account = () =>
    bench.stripe.accounts.create({
      type: 'express',
      country: 'SG',
      capabilities: { transfers: { requested: true } },
    })
  const balance = async () => {
    const { available, pending } = await bench.stripe.balance.retrieve()
    return [available, pending].map((of) => of.find(({ currency }) => currency === 'cny')?.amount ?? 0)
  }
  const lines = async (source: string) => (await bench.stripe.balanceTransactions.list({ source })).data

  it('is in the balance first: pending for days, or at once with the card that bypasses that', async () => {
    const [available, pending] = await balance()
    await paid()
    expect(await balance()).toEqual([available, pending! + NET])
    await paid(BYPASSES_PENDING)
    expect(await balance()).toEqual([available! + NET, pending! + NET])
    await bench.sandbox.advanceClock(8 * DAY_SEC)
    expect(await balance()).toEqual([available! + 2 * NET, pending])
  })

  it('by payout is out of the balance at once, and at the bank days later', async () => {
    await paid(BYPASSES_PENDING)
    const [available] = await balance()
    await expect(
      bench.stripe.payouts.create({ amount: available! + 1, currency: 'cny' }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'balance_insufficient' })

    const payout = await bench.stripe.payouts.create({ amount: 500, currency: 'cny' })
    expect(payout.status).toBe('pending')
    expect((await balance())[0]).toBe(available! - 500)
    await bench.sandbox.advanceClock(2 * DAY_SEC)
    expect(await bench.stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'paid' })
    expect(await lines(payout.id)).toMatchObject([{ type: 'payout', net: -500, fee: 0 }])
  })

  it('that the bank refuses, or sends back, is in the balance again', async () => {
    await paid(BYPASSES_PENDING)
    const [before] = await balance()
    bench.sandbox.setChaos({ payoutFail: 1 })
    const refused = await bench.stripe.payouts.create({ amount: 300, currency: 'cny' })
    await bench.sandbox.advanceClock(2 * DAY_SEC)
    bench.sandbox.setChaos({ payoutFail: 0, payoutBounce: 1 })
    const bounced = await bench.stripe.payouts.create({ amount: 200, currency: 'cny' })
    await bench.sandbox.advanceClock(2 * DAY_SEC)
    expect((await bench.stripe.payouts.retrieve(bounced.id)).status).toBe('paid')
    await bench.sandbox.advanceClock(2 * DAY_SEC)
    bench.sandbox.setChaos({ payoutBounce: 0 })

    for (const [{ id }, amount] of [
      [refused, 300],
      [bounced, 200],
    ] as const) {
      expect(await bench.stripe.payouts.retrieve(id)).toMatchObject({ status: 'failed' })
      expect((await lines(id)).map(({ type, net }) => [type, net])).toEqual([
        ['payout_failure', amount],
        ['payout', -amount],
      ])
    }
    expect((await balance())[0]).toBe(before)
  })

  it('by transfer is of what is available, and refused as Stripe refuses it', async () => {
    const { id: destination } = await account()
    const [available] = await balance()
    const send = (amount: number, key: string) =>
      bench.stripe.transfers.create({ amount, currency: 'cny', destination }, { idempotencyKey: key })

    await expect(send(available! + 1, 'much')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'balance_insufficient',
    })
    const [first, again] = [await send(100, 'once'), await send(100, 'once')]
    expect(again.id).toBe(first.id)
    expect((await balance())[0]).toBe(available! - 100)
    await expect(
      bench.stripe.transfers.create({ amount: 1, currency: 'cny', destination: 'acct_none' }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'destination' })
  })

  it('by transfer of one charge needs no waiting, and is never more than the charge', async () => {
    const { id: destination } = await account()
    const charge = await paid()
    const [available, pending] = await balance()
    const send = (amount: number) =>
      bench.stripe.transfers.create({ amount, currency: 'cny', destination, source_transaction: charge })

    await send(20_000)
    await expect(send(5_601)).rejects.toMatchObject({ param: 'source_transaction' })
    const rest = await send(5_600)
    expect(rest.source_transaction).toBe(charge)
    expect(await balance()).toEqual([available, pending! - TOTAL])
  })

  it('comes back by a reversal, in parts, and not a fen more', async () => {
    const { id: destination } = await account()
    await paid(BYPASSES_PENDING)
    const [before] = await balance()
    const transfer = await bench.stripe.transfers.create({ amount: 900, currency: 'cny', destination })
    await bench.stripe.transfers.createReversal(transfer.id, { amount: 400 })
    await expect(bench.stripe.transfers.createReversal(transfer.id, { amount: 501 })).rejects.toThrow(
      'unreversed amount on transfer (500)',
    )
    await bench.stripe.transfers.createReversal(transfer.id)
    expect(await bench.stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 900,
      reversed: true,
      reversals: { data: [{ amount: 500 }, { amount: 400 }] },
    })
    expect((await balance())[0]).toBe(before)
  })

  it('does not go to mainland China or Hong Kong, nor to an account without transfers', async () => {
    for (const country of ['CN', 'HK'])
      await expect(bench.stripe.accounts.create({ type: 'express', country })).rejects.toMatchObject({
        param: 'country',
      })
    const { id: destination } = await bench.stripe.accounts.create({ type: 'express', country: 'SG' })
    await expect(
      bench.stripe.transfers.create({ amount: 1, currency: 'cny', destination }),
    ).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' })
  })

  it('by itself is what became available, once a day', async () => {
    const daily = await openBench({ payoutEverySec: DAY_SEC })
    const session = await daily.stripe.checkout.sessions.create(anOrder())
    await payBy(session, { card: BYPASSES_PENDING })
    await daily.sandbox.advanceClock(DAY_SEC)
    const { data } = await daily.stripe.payouts.list()
    expect(data).toMatchObject([{ amount: NET, automatic: true }])
    expect(daily.sandbox.violations()).toEqual([])
    await daily.close()
  })
})
