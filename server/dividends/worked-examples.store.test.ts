import { afterAll, beforeAll, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import {
  aClosedYear,
  aDeclared,
  anOffice,
  anOrganisationWith,
  aProposal,
  assembly,
  aYear,
  booked,
  bookkeeper,
  papers,
  value,
  type Office,
} from '#tests/make/cooperative.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

let office: Office

beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

const linesOf = async (journalId: string) =>
  Object.fromEntries(
    ((await office.ledger.journal(journalId))?.lines ?? []).map(({ account, amount }) => [account, amount]),
  )
const netOf = async (book: string, codePrefix: string) =>
  (await office.ledger.balances({ book, codePrefix })).reduce((sum, { net }) => sum + net, 0)

it('shares out the worked year: 10,000.03 → 8,100.03 → 4,860.02 by trade and 3,240.01 by share, booked and paid', async () => {
  const coop = await anOrganisationWith(office, {
    name: 'coop-worked',
    members: [{ contribution: 500_000 }, { contribution: 300_000 }, { contribution: 200_000 }],
  })
  await aYear(coop, { year: 2024, surplus: -100_000 })
  await aClosedYear(coop, 2024)
  await aYear(coop, { surplus: 1_000_003, trades: [123_456, 98_765, 45_000] })
  await office.ledger.sealBlocks()
  const trial = await office.ledger.trialBalance({ book: coop.book, from: '2025-01-01', to: '2025-12-31' })
  const periodId = await aClosedYear(coop)
  const [period] = await office.dividends.periodsOf(coop.organisationId)

  // What the accountant's trial balance of the year says, before it was closed.
  const income = trial.filter(({ code }) => code.startsWith('5'))
  expect(period).toMatchObject({
    surplusFen: income.reduce((sum, row) => sum + row.turnCredit - row.turnDebit, 0),
    lossBeforeFen: 100_000,
  })

  const runId = await aProposal(coop, { periodId })
  await aDeclared(coop, runId)
  const run = (await office.dividends.run(runId))!

  expect(run).toMatchObject({
    ...{ surplusFen: 1_000_003, lossCoverFen: 100_000, reserveFen: 90_000, distributableFen: 810_003 },
    ...{ poolFen: 486_002, restFen: 324_001, state: 'posted' },
  })
  const [p1, p2, p3] = coop.partyIds
  expect(await linesOf(run.journalId!)).toEqual({
    '332.distributions': 900_003,
    '322.reserve': -90_000,
    [`221.${p1}`]: -224_533,
    [`221.${p2}`]: -179_626,
    [`221.${p3}`]: -81_843,
    [`222.${p1}`]: -162_001,
    [`222.${p2}`]: -97_200,
    [`222.${p3}`]: -64_800,
  })
  // I15: what members can claim is what 221 and 222 owe.
  expect(-(await netOf(coop.book, '22'))).toBe(run.payments.reduce((sum, one) => sum + one.amountFen, 0))

  for (const [at, { paymentId }] of run.payments.entries()) {
    const paid = { accountId: coop.accountId, reference: `ICBC-${at}` }
    value(await office.dividends.recordPaid({ runId, paymentId }, paid, bookkeeper))
  }
  const paid = (await office.dividends.run(runId))!
  expect(paid.state).toBe('paid')
  expect(await linesOf(paid.payments[0]!.journalId!)).toEqual({
    [`221.${p1}`]: 224_533,
    [`222.${p1}`]: 162_001,
    '102.bank': -386_534,
  })
  expect(await netOf(coop.book, '22')).toBe(0)
  for (const { paymentId } of paid.payments)
    value(await office.dividends.recordReceipt({ runId, paymentId }, new Uint8Array(32).fill(1), bookkeeper))
  value(await office.dividends.publish(runId, bookkeeper))

  const done = (await office.dividends.run(runId))!
  expect(done.events.map(({ state, actorName }) => `${state} ${actorName}`)).toEqual(
    ['proposed', 'on_view', 'resolved', 'posted', 'paid', 'receipted', 'published'].map(
      (state) => `${state} ${bookkeeper.name}`,
    ),
  )
  expect(await office.dividends.publishedRuns(coop.organisationId)).toMatchObject([
    { runId, poolFen: 486_002, memberCount: 3 },
  ])
  await expectSoundBooks(office.ledger)
})

it('leaves a declared dividend as it is when a buyer is refunded later; only a new resolution books a difference', async () => {
  office.clock.set(new Date('2026-03-01T02:00:00Z'))
  const coop = await anOrganisationWith(office, {
    name: 'coop-refund',
    members: [{ contribution: 100_000 }, { contribution: 100_000 }],
  })
  await aYear(coop, { surplus: 100_000, trades: [60_000, 40_000] })
  const periodId = await aClosedYear(coop)
  const first = await aProposal(coop, { periodId, reserveBp: 0 })
  await aDeclared(coop, first)
  const declared = (await office.dividends.run(first))!

  // 4.4: refund 100.00 of an order of the year before: 60.00 was the member's, 32.00 the cooperative's.
  const refund = await booked(coop, {
    ...{ on: '2026-03-20', kind: 'refund' },
    lines: [
      [`114.${coop.partyIds[0]}`, 6000],
      ['501.sales', 3200],
      ['113.platform', -9200],
    ],
  })

  expect((await office.dividends.run(first))!).toEqual(declared)
  const [surplusOfNextYear] = await office.ledger.turnover({
    ...{ book: coop.book, codePrefix: '501', from: '2026-01-01', to: '2026-12-31' },
  })
  expect(surplusOfNextYear).toMatchObject({ debit: 3200, credit: 0 })

  office.clock.set(new Date('2026-03-21T03:00:00Z'))
  // A contribution of this year is no share in last year's surplus.
  const account = { organisationId: coop.organisationId, memberId: coop.memberIds[0]! }
  const money = { head: 'contribution' as const, amountFen: fen(900_000) }
  const recorded = { on: '2026-03-21', evidence: papers('出资收据.pdf'), by: bookkeeper }
  value(await office.dividends.payIn(account, money, recorded))
  const second = await aProposal(coop, { periodId, reserveBp: 0, adjustedBy: [refund] })
  value(await office.dividends.putOnView(second, '2026-04-05', bookkeeper))
  office.clock.set(new Date('2026-04-05T03:00:00Z'))
  const record = assembly({ heldOn: '2026-04-05', for: 2, inHall: 2 })
  value(await office.dividends.recordAssembly(second, record, bookkeeper))
  value(await office.dividends.post(second, bookkeeper))
  const correction = (await office.dividends.run(second))!

  expect(correction).toMatchObject({
    ...{ seq: 2, adjustmentFen: -3200, surplusFen: 96_800, poolFen: 58_080, restFen: 38_720 },
    // Nobody is asked for cash: what is owed back waits to be netted, and there is nothing to pay.
    ...{ state: 'receipted', payments: [] },
  })
  const lines = await linesOf(correction.journalId!)
  expect(correction.parts.filter(({ basis }) => basis === 'share').map(({ amountFen }) => amountFen)).toEqual(
    [19_360, 19_360],
  )
  expect(lines['332.distributions']).toBe(-3200)
  expect(lines[`114.${coop.partyIds[0]}`]! + lines[`114.${coop.partyIds[1]}`]!).toBe(3200)
  expect(Object.keys(lines).some((account) => account.startsWith('102'))).toBe(false)
  expect((await office.dividends.run(first))!.payments).toEqual(declared.payments)
  await expectSoundBooks(office.ledger)
})

it('shares out a collective’s income by income-right shares after the reserve, under its own heads', async () => {
  office.clock.set(new Date('2026-03-01T02:00:00Z'))
  const collective = await anOrganisationWith(office, {
    ...{ name: 'village-worked', kind: 'collective' },
    members: [{ incomeShares: 3 }, { incomeShares: 2 }, { incomeShares: 2 }],
  })
  await aYear(collective, { surplus: 100_001 })
  const periodId = await aClosedYear(collective)
  const runId = await aProposal(collective, { periodId, reserveBp: 2000 })
  await aDeclared(collective, runId)
  const run = (await office.dividends.run(runId))!

  expect(run).toMatchObject({ reserveFen: 20_000, poolFen: 0, restFen: 80_001, poolBp: 0 })
  const lines = await linesOf(run.journalId!)
  const [p1, p2, p3] = collective.partyIds.map((party) => lines[`113.${party}.dividend`])
  expect([lines['322.distributions'], lines['311.reserve'], p1]).toEqual([100_001, -20_000, -34_286])
  expect(p1! + p2! + p3!).toBe(-80_001)
  const { paymentId } = run.payments[0]!
  const paid = { accountId: collective.accountId, reference: 'ABC-1' }
  value(await office.dividends.recordPaid({ runId, paymentId }, paid, bookkeeper))
  await expectSoundBooks(office.ledger)
})

it('closes each year onto the one before: what was shared out leaves 未分配盈余 at nothing', async () => {
  office.clock.set(new Date('2026-03-01T02:00:00Z'))
  const coop = await anOrganisationWith(office, {
    name: 'coop-years',
    members: [{ contribution: 100_000 }],
  })
  await aYear(coop, { surplus: 80_000, trades: [1000] })
  const runId = await aProposal(coop, { periodId: await aClosedYear(coop), reserveBp: 0 })
  await aDeclared(coop, runId)
  office.clock.set(new Date('2027-02-01T03:00:00Z'))
  await aYear(coop, { year: 2026, surplus: -30_000 })

  const period = value(
    await office.dividends.closePeriod(
      { organisationId: coop.organisationId, fromOn: '2026-01-01', toOn: '2026-12-31' },
      bookkeeper,
    ),
  )

  expect(period).toMatchObject({ surplusFen: -30_000, lossBeforeFen: 0 })
  expect(await netOf(coop.book, '332.distributions')).toBe(0)
  expect(await netOf(coop.book, '332.undistributed')).toBe(30_000)
  expect(await netOf(coop.book, '5')).toBe(0)
  await expectSoundBooks(office.ledger)
})
