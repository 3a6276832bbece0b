import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccounting } from '#server/accounting/index.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { sumFen, fen } from '#shared/money.ts'
import {
  aClosedYear,
  aDeclared,
  aProposal,
  aYear,
  anOffice,
  anOrganisationWith,
  booked,
  bookkeeper,
  papers,
  value,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { aVillage } from '#tests/make/registry.ts'
import { createVillageBooks } from './village-books.ts'
import type { Figures, VillageBooks, VillageBooksPage } from './types.ts'

let office: Office
let villageBooks: VillageBooks
beforeAll(async () => {
  office = await anOffice()
  villageBooks = createVillageBooks(office)
})
afterAll(() => office.close())

const today = '2026-03-01'
const endOf2025 = '2025-12-31'

/** Each kind of fact, as lines of 1 fen to be multiplied: what they are in either book. */
const FACTS = {
  sale: {
    both: [
      ['102.bank', 1],
      ['501.sales', -1],
    ],
  },
  refund: {
    both: [
      ['501.sales', 1],
      ['102.bank', -1],
    ],
  },
  cost: {
    cooperative: [
      ['523.admin', 1],
      ['102.bank', -1],
    ],
    collective: [
      ['513.admin', 1],
      ['102.bank', -1],
    ],
  },
  subsidy: {
    cooperative: [
      ['102.bank', 1],
      ['502.other', -1],
    ],
    collective: [
      ['102.bank', 1],
      ['503.subsidy', -1],
    ],
  },
  loss: {
    cooperative: [
      ['529.loss', 1],
      ['102.bank', -1],
    ],
    collective: [
      ['515.loss', 1],
      ['102.bank', -1],
    ],
  },
} as const
type Fact = keyof typeof FACTS
type Lines = readonly (readonly [string, number])[]

function linesOf(fact: Fact, kind: Kind): Lines {
  const lines: { both?: Lines; cooperative?: Lines; collective?: Lines } = FACTS[fact]
  return lines.both ?? lines[kind]!
}

const MORE = {
  cooperative: [
    { code: '502.other', type: 'income' },
    { code: '529.loss', type: 'expense' },
  ],
  collective: [
    { code: '503.subsidy', type: 'income' },
    { code: '515.loss', type: 'expense' },
  ],
} as const

let villages = 0
/** A village of its own, with a collective and a cooperative. */
async function aKeepingVillage({ contribution = 100 } = {}) {
  const key = `open-${(villages += 1)}`
  const { id: villageId } = await aVillage(office.db, { key })
  const here = { ...office, villageId }
  const members = [{ trade: 1, contribution }]
  const collective = await anOrganisationWith(here, {
    ...{ name: `${key}-collective`, kind: 'collective' },
    members: [{ incomeShares: 10 }],
  })
  const cooperative = await anOrganisationWith(here, { name: `${key}-cooperative`, members })
  for (const { kind, book } of [collective, cooperative])
    await office.ledger.openAccounts(MORE[kind].map((account) => ({ book, name: account.code, ...account })))
  return { key, collective, cooperative }
}

const pageOf = async (key: string, asked: { on?: string; height?: number } = {}) => {
  await office.ledger.sealBlocks()
  return (await villageBooks.ofVillage(key, { today, ...asked }))!
}
const bookOf = (page: VillageBooksPage, { organisationId }: Organisation) =>
  page.books.find(({ keeper }) => keeper.id === organisationId)!

/** The same by the trial balance: heads named here once more, so that a wrong one there is found. */
async function byTrialBalance({ book, kind }: Organisation, { from, to, height }: Span): Promise<Figures> {
  const rows = await office.ledger.trialBalance({ book, from, to, height })
  const under = (...heads: string[]) => rows.filter(({ code }) => heads.includes(code.split('.')[0]!))
  const credits = (of: typeof rows) => sumFen(of.map((row) => row.turnCredit))
  const debits = (of: typeof rows) => sumFen(of.map((row) => row.turnDebit))
  const net = (of: typeof rows) => fen(credits(of) - debits(of))
  const special = under(kind === 'cooperative' ? '235' : '241')
  const payable =
    kind === 'cooperative' ? under('221', '222') : rows.filter(({ code }) => code.endsWith('.dividend'))
  return {
    operatingFen: net(under('501')),
    otherFen: net(rows.filter(({ code, type }) => type === 'income' && !code.startsWith('501'))),
    spentFen: fen(0 - net(rows.filter(({ type }) => type === 'expense'))),
    grantReceivedFen: credits(special),
    grantSpentFen: debits(special),
    declaredFen: credits(payable),
    paidFen: debits(payable),
  }
}
type Span = { from: string; to: string; height: number }

const lastOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

async function expectAsTrialBalance(page: VillageBooksPage, organisation: Organisation) {
  const { months, year } = bookOf(page, organisation)
  const { height } = page.head
  for (const { month, ...figures } of months) {
    const last = lastOf(month)
    const to = last < page.on ? last : page.on
    expect(figures).toEqual(await byTrialBalance(organisation, { from: `${month}-01`, to, height }))
  }
  const from = `${page.on.slice(0, 4)}-01-01`
  expect(year).toEqual(await byTrialBalance(organisation, { from, to: page.on, height }))
}

const journal = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  fact: fc.constantFrom(...(Object.keys(FACTS) as Fact[])),
  amount: fc.integer({ min: 1, max: 9_999_999_99 }),
  whose: fc.constantFrom('collective', 'cooperative'),
})

describe('the public figures', () => {
  it('are those of the trial balance, to the fen, whatever was posted; and stay so after the year is closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(journal, { minLength: 1, maxLength: 25 }), async (journals) => {
        const { key, ...keepers } = await aKeepingVillage()
        for (const { month, fact, amount, whose } of journals)
          await booked(keepers[whose], {
            on: `2025-${String(month).padStart(2, '0')}-15`,
            kind: fact,
            lines: linesOf(fact, whose).map(([account, sign]) => [account, sign * amount] as const),
          })
        const before = await pageOf(key, { on: endOf2025 })
        await expectAsTrialBalance(before, keepers.collective)
        await expectAsTrialBalance(before, keepers.cooperative)
        for (const { income, spending, year } of before.books) {
          expect(sumFen(income.map(({ amountFen }) => amountFen))).toBe(year.operatingFen + year.otherFen)
          expect(sumFen(spending.map(({ amountFen }) => amountFen))).toBe(year.spentFen)
        }

        await aClosedYear(keepers.cooperative)
        await aClosedYear(keepers.collective)
        const after = await pageOf(key, { on: endOf2025 })
        expect(after.books).toEqual(before.books)
        expect(after.tier).toEqual(before.tier)
        expect(await pageOf(key, { on: endOf2025, height: before.head.height })).toEqual(before)
        await expectAsStatement(after, keepers.cooperative)
        await expectAsStatement(after, keepers.collective)
      }),
      { numRuns: 12 },
    )
  }, 240_000)

  it('show a grant beside income, never in it: cash moves and the tier does not', async () => {
    const { key, collective } = await aKeepingVillage()
    await booked(collective, {
      ...{ on: '2025-05-02', kind: 'sale' },
      lines: [
        ['102.bank', 4_999_999],
        ['501.sales', -4_999_999],
      ],
    })
    const before = await pageOf(key, { on: '2026-03-01' })
    expect(before.tier).toMatchObject({
      ...{ tier: 'below', operatingFen: 4_999_999, fromMonth: '2025-04', toMonth: '2026-03' },
      next: { tier: 'middle', missingFen: 1 },
    })

    const { organisationId, dividends } = collective
    const draft = { organisationId, purpose: '冷库', funder: '县里', budgetFen: fen(9_000_000) }
    const registered = await dividends.registerGrant({ ...draft, evidence: papers('批复.pdf') }, bookkeeper)
    const { grantId } = value(registered)
    const money = { amountFen: fen(6_000_000), reference: 'CZ-1' }
    value(await dividends.receiveGrant(grantId, money, bookkeeper))
    const after = await pageOf(key, { on: '2026-03-01' })
    const { year, grants } = bookOf(after, collective)
    expect(after.tier).toEqual(before.tier)
    expect(year).toMatchObject({ operatingFen: 0, otherFen: 0, grantReceivedFen: 6_000_000 })
    expect(grants).toMatchObject([
      { purpose: '冷库', funder: '县里', receivedFen: 6_000_000, spentFen: 0, balanceFen: 6_000_000 },
    ])
    await expectAsTrialBalance(after, collective)

    await booked(collective, {
      ...{ on: '2026-02-02', kind: 'sale' },
      lines: [
        ['102.bank', 1],
        ['501.sales', -1],
      ],
    })
    expect((await pageOf(key, { on: '2026-03-01' })).tier).toMatchObject({ tier: 'middle' })
  })

  it('count what members were promised and what they were paid', async () => {
    const { key, cooperative, collective } = await aKeepingVillage()
    for (const keeper of [cooperative, collective]) {
      await aYear(keeper, { surplus: 1_000_000, trades: keeper === cooperative ? [500_000] : [] })
      const runId = await aProposal(keeper, { periodId: await aClosedYear(keeper) })
      await aDeclared(keeper, runId)
      if (keeper === cooperative) await allPaid(keeper, runId)
    }
    const page = await pageOf(key, { on: '2026-04-01' })
    // All but the reserve of a tenth; of neither it nor of what was earned last year is anything this year's spending.
    const declared = { declaredFen: 900_000, spentFen: 0, operatingFen: 0 }
    expect(bookOf(page, cooperative).year).toMatchObject({ ...declared, paidFen: 900_000 })
    expect(bookOf(page, collective).year).toMatchObject({ ...declared, paidFen: 0 })
    await expectAsTrialBalance(page, cooperative)
    await expectAsTrialBalance(page, collective)
  })
})

async function allPaid({ dividends, accountId }: Organisation, runId: string): Promise<void> {
  for (const { paymentId } of (await dividends.run(runId))!.payments)
    value(await dividends.recordPaid({ runId, paymentId }, { accountId, reference: paymentId }, bookkeeper))
}

/** The year's income and expenses are those of the statutory statement. */
async function expectAsStatement(page: VillageBooksPage, { book, kind, organisationId }: Organisation) {
  const { ledger, db } = office
  const accounting = createAccounting({ db, ledger, limits: createRateLimits({ factor: 1 }) })
  const { rows } = await accounting.surplusStatement({ book, on: page.on, height: page.head.height })
  const row = (key: string) => rows.find((one) => one.key === key)?.columns[0] ?? 0
  const { year } = page.books.find(({ keeper }) => keeper.id === organisationId)!
  expect(row('operating')).toBe(year.operatingFen)
  expect(row('year')).toBe(year.operatingFen + year.otherFen - year.spentFen)
  expect(kind === 'collective' ? row('subsidies') : row('other')).toBe(year.otherFen)
}

describe('a county', () => {
  it('has each village by its tier, and never adds a collective to a cooperative', async () => {
    const [one, other] = [await aKeepingVillage(), await aKeepingVillage()]
    const [{ prefectureZh, countyZh }, moved] = [
      await office.db.village.findFirstOrThrow({ where: { key: one.key } }),
      { prefectureZh: '某市', countyZh: '某县' },
    ]
    for (const { key } of [one, other])
      await office.db.village.update({ where: { key }, data: { ...moved, placeEn: 'Xi, Mou, Mou City' } })
    expect(countyZh).not.toBe(moved.countyZh)
    await booked(one.collective, {
      ...{ on: '2025-05-02', kind: 'sale' },
      lines: [
        ['102.bank', 12_000_000],
        ['501.sales', -12_000_000],
      ],
    })
    await booked(one.cooperative, {
      ...{ on: '2025-05-02', kind: 'sale' },
      lines: [
        ['102.bank', 500],
        ['501.sales', -500],
      ],
    })
    await office.ledger.sealBlocks()

    const page = await villageBooks.ofCounty('某市某县', { today, on: endOf2025 })
    expect(page?.county).toEqual({ key: '某市某县', name: { zh: '某市某县', en: 'Mou, Mou City' } })
    expect(page?.villages.map(({ key, tier }) => [key, tier.tier])).toEqual([
      [one.key, 'upper'],
      [other.key, 'below'],
    ])
    expect(page?.collectives.operatingFen).toBe(12_000_000)
    expect(page?.cooperatives.operatingFen).toBe(500)
    expect(await villageBooks.ofCounty('某县', { today })).toBeNull()
    expect(await villageBooks.ofCounty(`${prefectureZh}无`, { today })).toBeNull()
  })
})

describe('a village without entries', () => {
  it('has no years, and nothing in any month', async () => {
    const { key } = await aKeepingVillage({ contribution: 0 })
    const page = await pageOf(key)
    expect(page).toMatchObject({ on: today, years: [] })
    expect(page.books.map(({ months }) => months.length)).toEqual([3, 3])
    expect(await villageBooks.ofVillage('nowhere', { today })).toBeNull()
  })

  it('shows its last year while this one has no entry', async () => {
    const { key, cooperative } = await aKeepingVillage({ contribution: 0 })
    await booked(cooperative, {
      ...{ on: '2024-05-02', kind: 'sale' },
      lines: [
        ['102.bank', 5],
        ['501.sales', -5],
      ],
    })
    expect(await pageOf(key)).toMatchObject({ on: '2024-12-31', years: [2024] })
  })
})
