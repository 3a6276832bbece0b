import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDividends, type Dividends } from '#server/dividends/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createRegistry, type Party } from '#server/registry/index.ts'
import { addDays } from '#shared/calendar.ts'
import { fen, sumFen } from '#shared/money.ts'
import { ENTRIES_A_PAGE } from '#shared/statements.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { anEarningYear } from '#tests/make/earning-year.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import { createStatements } from './statements.ts'
import type { Balance, StatementOf, Statements } from './types.ts'

let village: EarningVillage
let statements: Statements
let dividends: Dividends
let year: Awaited<ReturnType<typeof anEarningYear>>
let [household, cooperative, collective] = [] as unknown as [StatementOf, StatementOf, StatementOf]

async function open() {
  village = await anEarningVillage('statements')
  const { db, ledger, shares, parties } = village
  const registry = createRegistry({ db })
  dividends = createDividends({ db, clock: systemClock, ids: randomIds, ledger, registry })
  statements = createStatements({ ledger, revenueShare: shares, registry, dividends })
  year = await anEarningYear(village)
  const book = (party: Party, kind: 'cooperative' | 'collective') => ({
    ...{ id: party.id, kind, bookCode: party.bookCode },
  })
  const coop = book(parties.cooperative, 'cooperative')
  household = { partyId: parties.household.partyId, organisation: coop, own: false }
  cooperative = { partyId: parties.cooperative.partyId, organisation: coop, own: true }
  collective = {
    partyId: parties.collective.partyId,
    organisation: book(parties.collective, 'collective'),
    own: true,
  }
}
async function close() {
  await expectSoundBooks(village.ledger)
  await village.close()
}

/** All pages of a month, each of which must go on where the one before stopped. */
async function wholeMonth(of: StatementOf, month: string) {
  const first = await statements.month(of, month, 1)
  const entries = [...first.entries]
  for (let page = 2; entries.length < first.count; page++) {
    const next = await statements.month(of, month, page)
    expect(next.forward.totalFen).toBe(entries.at(-1)!.afterFen)
    expect([next.opening, next.closing, next.kinds]).toEqual([first.opening, first.closing, first.kinds])
    entries.push(...next.entries)
  }
  return { ...first, entries }
}

async function expectToAddUp(of: StatementOf, month: string) {
  const { opening, closing, kinds, entries, count } = await wholeMonth(of, month)
  expect(entries).toHaveLength(count)
  const moved = sumFen(entries.map(({ amountFen }) => amountFen))
  expect(fen(opening.totalFen + moved)).toBe(closing.totalFen)
  expect(fen(opening.totalFen + sumFen(kinds.map(({ amountFen }) => amountFen)))).toBe(closing.totalFen)
  for (const pot of ['pending', 'available', 'paying', 'current', 'dividend', 'owes'] as const) {
    const moves = sumFen(entries.map((entry) => entry.moved[pot]))
    expect(fen(opening[pot] + moves), pot).toBe(closing[pot])
  }
  if (entries.length > 0) expect(entries.at(-1)!.afterFen).toBe(closing.totalFen)
  return { opening, closing }
}

/** Each month begins where the one before ended, and ends where the ledger then stood; the year says the same. */
async function expectToFollow(of: StatementOf, balances: Map<string, Balance[]>, index: number) {
  let before: Balance | null = null
  for (const [month, atItsEnd] of balances) {
    const { opening, closing } = await expectToAddUp(of, month)
    expect(closing, month).toEqual(atItsEnd[index])
    if (before) expect(opening).toEqual(before)
    before = closing
  }
  const { closing, months } = await statements.year(of, '2026', '2026-12-31')
  expect(closing).toEqual(before)
  for (const { openingFen, inFen, outFen, closingFen } of months)
    expect(fen(openingFen + inFen + outFen)).toBe(closingFen)
  for (const { month, closingFen } of months)
    if (balances.has(month)) expect(closingFen).toBe(balances.get(month)![index]!.totalFen)
}

type Step =
  | { do: 'sell'; goods: number[] }
  | { do: 'refund'; of: number; part: number; reason: 'quality' | 'remorse' | 'dispute' }
  | { do: 'mature' | 'payOut' | 'writeOff' }
  | { do: 'bringIn' | 'payForIntake'; amount: number }

const amount = fc.integer({ min: 1, max: 50_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      goods: fc.array(fc.integer({ min: 100, max: 99_999 }), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      of: fc.nat(),
      part: fc.integer({ min: 1, max: 100 }),
      reason: fc.constantFrom('quality' as const, 'remorse' as const, 'dispute' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('mature' as const, 'payOut' as const, 'writeOff' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('bringIn' as const, 'payForIntake' as const), amount }),
  },
)
const program = fc.array(fc.record({ step, days: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 4,
  maxLength: 18,
})

const FIRST = '2026-01-05'

/** Plays it. @returns what each party had at the end of each month, by the ledger's balances at that time */
async function play(steps: readonly { step: Step; days: number }[]) {
  const sold: { order: Awaited<ReturnType<typeof year.sell>>[number]; leftFen: number }[] = []
  const balances = new Map<string, Balance[]>()
  const balancesNow = () =>
    Promise.all([household, cooperative, collective].map((of) => statements.balance(of)))
  let day = FIRST
  for (const { step: one, days } of steps) {
    const next = addDays(day, days)
    if (next.slice(0, 7) !== day.slice(0, 7)) balances.set(day.slice(0, 7), await balancesNow())
    day = next
    await act(one)
  }
  balances.set(day.slice(0, 7), await balancesNow())
  return balances

  async function act(one: Step) {
    switch (one.do) {
      case 'sell':
        for (const order of await year.sell(day, one.goods)) sold.push({ order, leftFen: order.goodsFen })
        return
      case 'refund': {
        const wanted = sold.length > 0 ? sold[one.of % sold.length]! : null
        const amountFen = wanted
          ? Math.min(wanted.leftFen, Math.ceil((wanted.order.goodsFen * one.part) / 100))
          : 0
        if (!wanted || amountFen === 0) return
        wanted.leftFen -= amountFen
        return year.refund(day, wanted.order, { amountFen, reason: one.reason })
      }
      case 'bringIn':
      case 'payForIntake':
        return year[one.do](day, one.amount)
      default:
        await year[one.do](day)
    }
  }
}

describe('a statement', () => {
  it('adds up to the fen, and ends where the ledger stood that day, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (steps) => {
        await open()
        try {
          const balances = await play(steps)
          const parties = [household, cooperative, collective]
          for (const [index, of] of parties.entries()) await expectToFollow(of, balances, index)
        } finally {
          await close()
        }
      }),
      { numRuns: 10 },
    )
  }, 240_000)

  describe('of one village', () => {
    beforeEach(open)
    afterEach(close)

    it('says why: sales with their rule, what a refund took back, what was paid, what is left', async () => {
      const [order] = await year.sell('2026-03-02', [10_000, 20_000])
      await year.mature('2026-03-12')
      await year.refund('2026-03-13', order!, { amountFen: 10_000 })
      await year.payOut('2026-03-20')
      await year.bringIn('2026-03-21', 4000)

      const march = await statements.month(household, '2026-03', 1)

      // 59.10 % of the goods are the household's by the rule.
      expect(march.kinds).toEqual([
        { kind: 'sale', amountFen: 17_730 },
        { kind: 'refund', amountFen: -5910 },
        { kind: 'payout', amountFen: -11_820 },
        { kind: 'intake', amountFen: 4000 },
      ])
      expect(march.closing).toEqual({
        ...{ pending: 0, available: 0, paying: 0, current: 4000, dividend: 0, owes: 0 },
        ...{ contribution: 0, totalFen: 4000 },
      })
      expect(march.entries.map(({ kind, amountFen, afterFen }) => [kind, amountFen, afterFen])).toEqual([
        ['sale', 5910, 5910],
        ['sale', 11_820, 17_730],
        ['maturity', 0, 17_730],
        ['refund', -5910, 11_820],
        ['payout', -11_820, 0],
        ['intake', 4000, 4000],
      ])
      expect(march.entries[0]).toMatchObject({
        orderId: order!.orderId,
        on: '2026-03-02',
        rule: { ruleCode: 'standard', version: 1 },
      })
      expect(march.entries[2]!.moved).toMatchObject({ pending: -17_730, available: 17_730 })
      const [february, april] = await Promise.all([
        statements.month(household, '2026-02', 1),
        statements.month(household, '2026-04', 1),
      ])
      expect([february.closing.totalFen, april.opening.totalFen, april.count]).toEqual([0, 4000, 0])
    })

    it('shows what is owed after a refund that came too late, and what pays it back', async () => {
      const [order] = await year.sell('2026-03-02', [10_000])
      await year.mature('2026-03-12')
      await year.payOut('2026-03-13')
      await year.refund('2026-03-14', order!, { amountFen: 10_000 })
      await year.sell('2026-03-15', [10_000])
      await year.mature('2026-03-30')

      const { entries, closing } = await statements.month(household, '2026-03', 1)

      expect(entries.map(({ kind, moved }) => [kind, moved.owes])).toEqual([
        ['sale', 0],
        ['maturity', 0],
        ['payout', 0],
        ['refund', 5910],
        ['sale', 0],
        // Half of what matures: the household lives on the rest.
        ['maturity', -2955],
      ])
      expect(closing).toMatchObject({ owes: 2955, available: 2955, totalFen: 0 })
    })

    it('is turned over page by page', async () => {
      const many = ENTRIES_A_PAGE * 2 + 30
      await year.sell(
        '2026-05-04',
        Array.from({ length: many }, (_, at) => 1000 + at),
      )

      expect((await wholeMonth(household, '2026-05')).count).toBe(many)
      await expectToAddUp(cooperative, '2026-05')
    })

    it('knows nothing of another party', async () => {
      await year.sell('2026-03-02', [10_000])
      const [entry] = (await statements.month(household, '2026-03', 1)).entries
      const stranger = { ...household, partyId: randomIds.uuid() }

      expect((await statements.month(stranger, '2026-03', 1)).count).toBe(0)
      expect(await statements.entry(stranger, entry!.journalId)).toBeNull()
      expect(await statements.entry(household, randomIds.uuid())).toBeNull()
      expect(await statements.entry(household, entry!.journalId)).toMatchObject({
        ...{ amountFen: 5910, sharedWithOthers: false },
      })
    })

    it('tells that a journal holds other people’s figures too', async () => {
      const neighbour = randomIds.uuid()
      const book = year.coopBook
      const account = { book, type: 'liability', floor: 'no_debit' } as const
      const own = household.partyId
      await village.ledger.openAccounts([
        { ...account, code: `221.${own}`, name: '应付盈余返还', partyId: own },
        { ...account, code: `221.${neighbour}`, name: '应付盈余返还', partyId: neighbour },
      ])
      await year.post('dividend', '2026-06-01', [
        { book, account: '102.bank', amount: fen(900) },
        { book, account: `221.${own}`, amount: fen(-500) },
        { book, account: `221.${neighbour}`, amount: fen(-400) },
      ])

      const { entries, closing } = await statements.month(household, '2026-06', 1)

      expect(closing).toMatchObject({ dividend: 500, totalFen: 500 })
      expect(await statements.entry(household, entries[0]!.journalId)).toMatchObject({
        ...{ amountFen: 500, sharedWithOthers: true },
      })
    })

    it('lists each person of the cooperative once, with what each has', async () => {
      const { parties } = village
      const member = {
        organisationId: parties.cooperative.id,
        userId: null,
        votes: 1,
        joinedOn: '2020-01-01',
      }
      const admitted = {
        evidence: { name: '入社申请.pdf', sha256: new Uint8Array(32) },
        by: { userId: 'user_staff', name: '许慧敏' },
      }
      for (const [id, partyId, zh] of [
        ['mem_1', parties.household.partyId, '陈阿水'],
        ['mem_2', randomIds.uuid(), '林水木'],
      ] as const)
        await dividends.registerMember({ ...member, id, partyId, name: { zh, en: zh } }, admitted)
      await year.sell('2026-03-02', [10_000])

      const people = await statements.peopleWithBalances(household.organisation)

      expect(
        people.map(({ name: { zh }, isHousehold, balance }) => [zh, isHousehold, balance.totalFen]),
      ).toEqual([
        ['陈阿水', true, 5910],
        ['林水木', false, 0],
      ])
    })
  })
})
