import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const DAY_MS = 86_400_000
const nowhere = 'http://127.0.0.1:13699'
const refused = (kind: string) => ({ ok: false, refusal: { kind } })

let stripe: TestStripe
let sdk: Stripe
let village: EarningVillage
let desk: ReturnType<typeof aPayoutDesk>
let [chen, lin] = [] as unknown as Awaited<ReturnType<typeof desk.anOperator>>[]

beforeAll(async () => {
  stripe = await aStripe()
  const { hostname: host, port } = new URL(stripe.env.STRIPE_API_BASE)
  sdk = new Stripe(stripe.env.STRIPE_SECRET_KEY, { host, port, protocol: 'http' })
})
beforeEach(async () => {
  village = await anEarningVillage('transfers')
  desk = aPayoutDesk({ db: village.db, clock: stripe.clock, ids: randomIds, stripe: stripe.env })
  chen = await desk.anOperator('chen', '陈出纳', '13900000041')
  lin = await desk.anOperator('lin', '林复核', '13900000042')
  await stripe.advance(60)
  await emptyBalance()
})
afterEach(async () => {
  await expectSoundBooks(village.ledger)
  await village.close()
  expect(stripe.sandbox.violations()).toEqual([])
})
afterAll(() => stripe.close())

const idOf = () => village.parties.household.partyId
const owed = () => village.shares.owedTo(idOf())
const balance = async (code: string) =>
  (await village.ledger.balances({ book: 'platform', codePrefix: code })).find((one) => one.code === code)
    ?.net ?? 0

async function available() {
  const { available: all } = await sdk.balance.retrieve()
  return all.find(({ currency }) => currency === 'cny')?.amount ?? 0
}
async function emptyBalance() {
  const amount = await available()
  if (amount > 0) await sdk.payouts.create({ amount, currency: 'cny' })
}
/** Money that is there at once. */
async function fund(amount: number) {
  const session = await sdk.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { quantity: 1, price_data: { currency: 'cny', unit_amount: amount, product_data: { name: '蜜' } } },
    ],
    success_url: 'http://127.0.0.1:9/done',
  })
  await stripe.payOn(session.url!, 'card', '4000000000000077')
}

/** Sold and paid, and the return period is over. */
async function earn(goodsFen: number) {
  const { shares, parties, db } = village
  const now = stripe.clock.now()
  const paidAt = new Date(now.getTime() - 8 * DAY_MS)
  const paidOn = paidAt.toISOString().slice(0, 10)
  const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), paidAt)
  const sale = await shares.planSale({
    ...{
      orderId: 'order_1',
      orderNumber: '1',
      orderLineId: 'line_1',
      chargeId: 'ch_1',
      ruleVersionId,
      parties,
    },
    ...{ goodsFen: fen(goodsFen), freightFen: fen(0), feeFen: fen(0) },
    ...{ placedOn: paidOn, paidOn, maturesAt: new Date(now.getTime() - DAY_MS) },
  })
  await db.$transaction((tx) => shares.postSales(tx, [sale]))
  await shares.matureEarnings(now)
}

const accountAtStripe = () =>
  sdk.accounts.create({ type: 'express', country: 'SG', capabilities: { transfers: { requested: true } } })

const register = (number: string) =>
  desk.payouts.addAccount(
    {
      ...{ rail: 'stripe', partyId: idOf(), holderKind: 'person', holderName: '黄阿土', bankName: '' },
      ...{ province: '', city: '', number },
    },
    chen!,
  )

/** Approved, and on its way. */
async function anApproved() {
  await earn(10_000)
  const { id } = await accountAtStripe()
  expect(await register(id)).toMatchObject({ ok: true })
  const proposed = await desk.payouts.propose(
    { rail: 'stripe', bank: null, format: 'csv', parties: [idOf()] },
    chen!,
  )
  if (!proposed.ok) throw new Error(proposed.refusal.kind)
  const batch = (await desk.payouts.batch(proposed.value.batchId))!
  await stripe.advance(30)
  const approval = { sha256: batch.sha256, code: lin!.code() }
  expect(await desk.payouts.approve(batch.batchId, approval, lin!)).toMatchObject({ ok: true })
  return { ...batch, accountId: id, line: batch.lines[0]!, totalFen: batch.totalFen }
}
const transfersTo = async (accountId: string) => (await sdk.transfers.list({ destination: accountId })).data
const lineOf = async (batchId: string) => (await desk.payouts.batch(batchId))!.lines[0]!

describe('an account at Stripe', () => {
  it('is one that Stripe knows and that takes transfers, in a country that Stripe names', async () => {
    expect(await register('acct_12345678')).toEqual(refused('stripe_account_unknown'))
    const { id: closed } = await sdk.accounts.create({ type: 'express', country: 'SG' })
    expect(await register(closed)).toEqual(refused('stripe_account_closed'))
    const { id } = await accountAtStripe()
    expect(await register(id)).toMatchObject({ ok: true })
    await earn(1_000)
    const [payee] = (await desk.payouts.owedPayees()).filter(({ partyId }) => partyId === idOf())
    expect(payee).toMatchObject({ account: null, stripeAccount: { bankName: 'Stripe SG' } })
  })

  it('is not a bank account: neither rail pays to the other’s', async () => {
    await earn(1_000)
    const draft = { bank: null, format: 'csv', parties: [idOf()] } as const
    expect(await desk.payouts.propose({ ...draft, rail: 'stripe' }, chen!)).toEqual(refused('no_account'))
    await register((await accountAtStripe()).id)
    const byBank = { ...draft, rail: 'bank_file', bank: 'icbc' } as const
    expect(await desk.payouts.propose(byBank, chen!)).toEqual(refused('no_account'))
  })
})

describe('a batch by Stripe', () => {
  it('holds at approval, and settles what Stripe has transferred, out of the clearing account', async () => {
    const { batchId, accountId, totalFen } = await anApproved()
    await fund(20_000)
    expect(await owed()).toMatchObject({ availableFen: 0, payingFen: totalFen })
    const before = await balance('109.stripe')

    expect(await desk.payouts.transfer(batchId, chen!)).toEqual({ ok: true, value: null })
    expect(await desk.payouts.transfer(batchId, lin!)).toEqual({ ok: true, value: null })

    const [transfer, ...more] = await transfersTo(accountId)
    expect(more).toEqual([])
    expect(transfer).toMatchObject({
      amount: totalFen,
      metadata: { reference: (await lineOf(batchId)).lineId },
    })
    expect(await lineOf(batchId)).toMatchObject({ state: 'settled', reference: `stripe:${transfer!.id}` })
    expect(await desk.payouts.batch(batchId)).toMatchObject({ state: 'settled' })
    expect(await owed()).toMatchObject({ availableFen: 0, payingFen: 0 })
    expect((await balance('109.stripe')) - before).toBe(-totalFen)
  })

  it('is nobody’s to transfer before it is let go', async () => {
    await earn(10_000)
    await register((await accountAtStripe()).id)
    const draft = { rail: 'stripe', bank: null, format: 'csv', parties: [idOf()] } as const
    const proposed = await desk.payouts.propose(draft, chen!)
    if (!proposed.ok) throw new Error(proposed.refusal.kind)

    expect(await desk.payouts.transfer(proposed.value.batchId, chen!)).toEqual(refused('not_approved'))
  })

  it('that Stripe has too little for is available again, with the reason', async () => {
    const { batchId, accountId, totalFen } = await anApproved()

    expect(await desk.payouts.transfer(batchId, chen!)).toMatchObject({ ok: true })

    expect(await lineOf(batchId)).toMatchObject({ state: 'returned', why: { code: 'balance_insufficient' } })
    expect(await owed()).toMatchObject({ availableFen: totalFen, payingFen: 0 })
    expect(await transfersTo(accountId)).toEqual([])
  })

  it('with Stripe away stays on its way, and goes on when asked again', async () => {
    const { batchId, accountId, totalFen } = await anApproved()
    await fund(20_000)
    const away = aPayoutDesk({
      ...{ db: village.db, clock: stripe.clock, ids: randomIds },
      stripe: { ...stripe.env, STRIPE_API_BASE: nowhere },
    })

    expect(await away.payouts.transfer(batchId, chen!)).toEqual(refused('payment_unavailable'))
    expect(await owed()).toMatchObject({ payingFen: totalFen })
    expect(await desk.payouts.transfer(batchId, chen!)).toMatchObject({ ok: true })
    expect(await transfersTo(accountId)).toHaveLength(1)
  })

  it('whose transfer was made and never booked is found, also when Stripe has forgotten the key', async () => {
    const { batchId, accountId, line } = await anApproved()
    await fund(20_000)
    // What Stripe has when the shop dies between its answer and the books.
    const made = await sdk.transfers.create({
      ...{ amount: line.amountFen, currency: 'cny', destination: accountId },
      ...{ transfer_group: line.lineId, metadata: { reference: line.lineId } },
    })
    await stripe.advance(2 * 86_400)

    expect(await desk.payouts.transfer(batchId, chen!)).toMatchObject({ ok: true })
    expect(await transfersTo(accountId)).toHaveLength(1)
    expect(await lineOf(batchId)).toMatchObject({ state: 'settled', reference: `stripe:${made.id}` })
  })

  it('asked for by two at once pays once', async () => {
    const { batchId, accountId } = await anApproved()
    await fund(20_000)

    await Promise.all([desk.payouts.transfer(batchId, chen!), desk.payouts.transfer(batchId, lin!)])

    expect(await transfersTo(accountId)).toHaveLength(1)
    expect(await lineOf(batchId)).toMatchObject({ state: 'settled' })
  })

  it('returned by hand is taken back at Stripe first', async () => {
    const { batchId, accountId, line, totalFen } = await anApproved()
    await fund(20_000)
    await sdk.transfers.create({
      ...{ amount: line.amountFen, currency: 'cny', destination: accountId },
      ...{ transfer_group: line.lineId, metadata: { reference: line.lineId } },
    })

    const returned = desk.payouts.returnLine({ batchId, lineId: line.lineId }, '账户不对', chen!)

    expect(await returned).toMatchObject({ ok: true })
    expect(await transfersTo(accountId)).toMatchObject([{ reversed: true, amount_reversed: totalFen }])
    expect(await owed()).toMatchObject({ availableFen: totalFen, payingFen: 0 })
    expect(await desk.payouts.transfer(batchId, chen!)).toMatchObject({ ok: true })
    expect(await transfersTo(accountId)).toHaveLength(1)
  })
})
