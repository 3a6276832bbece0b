import { afterEach, beforeEach, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { fen, sumFen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { anEarningYear, noonOf } from '#tests/make/earning-year.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const SOLD = '2026-11-02'
const NOW = '2026-11-20'

let village: EarningVillage
let year: Awaited<ReturnType<typeof anEarningYear>>

beforeEach(async () => {
  village = await anEarningVillage('races')
  year = await anEarningYear(village)
})
afterEach(() => village.close())

it('refunds, maturing and a payout of one household at once lose and double nothing', async () => {
  const { db, shares, ledger, parties } = village
  const { partyId } = parties.household
  const clock = standingClock(noonOf(NOW))
  const { payouts, anOperator } = aPayoutDesk({ db, clock, ids: seededIds('desk') })
  const chen = await anOperator('chen', '陈出纳', '13900000041')
  const lin = await anOperator('lin', '林复核', '13900000042')
  const paidBefore = await year.sell(SOLD, [10_000, 9_999, 7_777])
  await year.mature(NOW)
  const draft = { rail: 'cash', bank: null, format: 'csv', parties: [partyId] } as const
  const batches = []
  for (let n = 0; n < 2; n++) {
    const proposed = await payouts.propose(draft, chen)
    if (!proposed.ok) throw new Error(proposed.refusal.kind)
    batches.push((await payouts.batch(proposed.value.batchId))!)
  }
  const due = await year.sell(SOLD, [4_001, 5_003, 6_007])
  clock.advance(60_000)
  const codes = [lin.code(), lin.recoveryCodes[0]!]

  const works = [
    ...[...paidBefore, ...due].map(
      (order) => () => year.refund(NOW, order, { amountFen: order.goodsFen - 1_000 }),
    ),
    ...[1, 2, 3, 4].map(() => () => year.mature(NOW)),
    ...batches.map(
      ({ batchId, sha256 }, at) =>
        () =>
          payouts.approve(batchId, { sha256, code: codes[at]! }, lin),
    ),
  ]
  const answers = await Promise.allSettled(works.map((work) => work()))

  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
  const allocations = await shares.allocationsOf(
    [...paidBefore, ...due].map(({ orderLineId }) => orderLineId),
  )
  const own = allocations.filter(({ party }) => party === partyId)
  const earned = sumFen(own.map(({ amountFen, refundedFen }) => fen(amountFen - refundedFen)))
  const { pendingFen, availableFen, payingFen, owesFen } = await shares.owedTo(partyId)
  expect(pendingFen + availableFen + payingFen - owesFen).toBe(earned)
  // Whichever came first, of two batches over one balance at most one was let go.
  const heldStates = await db.payoutLine.groupBy({ by: ['state'], _sum: { amountFen: true } })
  expect(Number(heldStates.find(({ state }) => state === 'held')?._sum.amountFen ?? 0)).toBe(payingFen)
  const cooperative = await shares.owedTo(parties.cooperative.partyId)
  const [receivable] = await ledger.balances({ book: 'coop-yiyou', codePrefix: '113.platform' })
  expect(receivable?.net).toBe(
    earned + cooperative.pendingFen + cooperative.availableFen + cooperative.payingFen - cooperative.owesFen,
  )
  await expectSoundBooks(ledger)
})
