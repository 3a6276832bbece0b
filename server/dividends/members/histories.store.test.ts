import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { moneyHeads, noFigures, type MemberFigures, type MoneyHead } from '#shared/member-account.ts'
import { fen, sumFen } from '#shared/money.ts'
import {
  aClosedYear,
  anOffice,
  anOrganisationWith,
  booked,
  bookkeeper,
  march,
  papers,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

// Random histories of a cooperative's members, against a model that only adds: what each has is the sum of what happened
// to him, and all of them together have what the book's heads say.

const RUNS = Number(process.env.HISTORY_RUNS ?? 6)
const MEMBERS = 4
let office: Office
let count = 0
beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

type Command =
  | { do: 'pay'; member: number; head: 'contribution' | 'aid'; amount: number }
  | { do: 'reserve_booked' | 'grant_booked' | 'donate'; amount: number }
  | { do: 'quantify_reserve' | 'quantify_grants' | 'undo' | 'close' }
  | { do: 'die' | 'settle' | 'succeed'; member: number; heir: number | null }

const member = fc.integer({ min: 0, max: MEMBERS - 1 })
const amount = fc.integer({ min: 1, max: 1_000_003 })
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant('pay'), member, head: fc.constantFrom('contribution', 'aid'), amount }),
  fc.record({ do: fc.constantFrom('reserve_booked', 'grant_booked', 'donate'), amount }),
  fc.record({ do: fc.constantFrom('quantify_reserve', 'quantify_grants', 'undo') }),
  fc.record({
    do: fc.constantFrom('die', 'settle', 'succeed'),
    ...{ member, heir: fc.option(member, { nil: null }) },
  }),
)

type World = { org: Organisation; ids: string[]; year: 2025 | 2026 }
/** Days go forward: within the year that is open, so that nobody settles before he has died. */
const dayOf = ({ year }: World, kind: Command['do']) =>
  year === 2025
    ? kind === 'die'
      ? '2025-09-01'
      : '2025-06-01'
    : kind === 'die'
      ? '2026-02-01'
      : '2026-02-20'

async function obey(world: World, asked: Command) {
  const { dividends } = office
  const { org, ids } = world
  const recorded = { on: dayOf(world, asked.do), evidence: papers('依据.pdf'), by: bookkeeper }
  const at = (index: number) => ({ organisationId: org.organisationId, memberId: ids[index]! })
  const fund = (account: string, [asset, sum]: [string, number]) =>
    booked(org, {
      on: recorded.on,
      kind: 'test',
      lines: [
        [asset, sum],
        [account, -sum],
      ],
    })
  switch (asked.do) {
    case 'pay':
      return dividends.payIn(at(asked.member), { head: asked.head, amountFen: fen(asked.amount) }, recorded)
    case 'donate':
      return dividends.receiveDonation(org.organisationId, fen(asked.amount), recorded)
    case 'reserve_booked':
      await fund('322.reserve', ['102.bank', asked.amount])
      return null
    case 'grant_booked':
      await fund('311.grants', ['102.bank', asked.amount])
      return null
    case 'quantify_reserve':
      return dividends.quantifyReserve(org.organisationId, 'contribution', recorded)
    case 'quantify_grants':
      return dividends.quantifyGrants(org.organisationId, recorded)
    case 'undo': {
      const facts = (await Promise.all(ids.map((_, index) => dividends.factsOf(at(index))))).flat()
      const wrong = facts.find(({ canUndo }) => canUndo)
      if (!wrong) return null
      return dividends.undo({ organisationId: org.organisationId, factId: wrong.factId }, recorded)
    }
    case 'die':
      return dividends.endMembership(at(asked.member), 'died', recorded)
    case 'settle':
      return dividends.settle(at(asked.member), fen(0), recorded)
    case 'succeed': {
      const newcomer = { name: { zh: '继承人', en: 'Heir' } }
      const heir = asked.heir === null ? newcomer : { memberId: ids[asked.heir]! }
      return dividends.succeed(at(asked.member), heir, recorded)
    }
    case 'close':
      await aClosedYear(org)
      world.year = 2026
      return null
  }
}

/** Everything that was ever said of each member, added up by the test. */
async function addedUp({ org }: World): Promise<Map<string, MemberFigures>> {
  const lines = await office.db.memberFactLine.findMany({
    where: { fact: { organisationId: org.organisationId } },
  })
  const sums = new Map<string, MemberFigures>()
  for (const { memberId, head, amount: change } of lines) {
    const had = sums.get(memberId) ?? noFigures
    sums.set(memberId, { ...had, [head]: had[head as MoneyHead] + Number(change) })
  }
  return sums
}

async function expectWhole(world: World): Promise<Map<string, MemberFigures>> {
  const { org } = world
  const figures = await office.dividends.figuresOn(org.organisationId, '2026-12-31')
  const sums = await addedUp(world)
  for (const [memberId, sum] of sums) {
    expect(figures.get(memberId) ?? noFigures).toEqual(sum)
    expect(moneyHeads.every((head) => sum[head] >= 0)).toBe(true)
  }
  const { funds, rows, total } = await office.dividends.equityChanges(org.organisationId, '2026')
  expect(funds.map(({ differenceFen }) => differenceFen)).toEqual([0, 0, 0, 0])
  const [contributions] = funds
  const own = (await office.ledger.balances({ book: org.book, codePrefix: '301' })).map(({ net }) => net)
  expect(contributions?.membersFen).toBe(-sumFen(own) || 0)
  for (const head of moneyHeads) {
    const all = [...figures.values()].map((one) => one[head])
    expect(total.closing[head]).toBe(sumFen(all))
    for (const { opening, change, closing } of rows) expect(opening[head] + change[head]).toBe(closing[head])
  }
  return figures
}

it('adds up: each member has what happened to him, and together they have what the book says', async () => {
  const done = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 6, maxLength: 14 }),
      fc.array(command, { minLength: 4, maxLength: 10 }),
      async (before, after) => {
        office.clock.set(march)
        const org = await anOrganisationWith(office, {
          name: `history-${++count}`,
          members: Array.from({ length: MEMBERS }, (_, at) => ({ contribution: 1000 * at })),
        })
        await org.ledger.openAccounts([
          { book: org.book, code: '322.reserve', name: '盈余公积', type: 'equity' },
          { book: org.book, code: '311.grants', name: '专项基金 · 财政补助', type: 'equity' },
        ])
        const world: World = { org, ids: org.memberIds, year: 2025 }
        let figures = await expectWhole(world)
        for (const asked of [...before, { do: 'close' } as const, ...after]) {
          const answer = await obey(world, asked)
          const now = await expectWhole(world)
          if (answer?.ok) done.add(asked.do)
          // What is refused has changed nothing; nor has what only fills a fund.
          if (!answer?.ok) expect(now).toEqual(figures)
          if (answer?.ok && asked.do === 'pay') {
            const id = world.ids[asked.member]!
            const had = figures.get(id) ?? noFigures
            expect(now.get(id)).toEqual({ ...had, [asked.head]: had[asked.head] + asked.amount })
          }
          if (answer?.ok && asked.do === 'succeed') {
            const old = figures.get(world.ids[asked.member]!) ?? noFigures
            const sum = (all: typeof now) => sumFen([...all.values()].map(({ reserve }) => reserve))
            expect(now.get(world.ids[asked.member]!)).toBeUndefined()
            expect([sum(now), old.shares]).toEqual([sum(figures), 0])
          }
          figures = now
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true, examples: [straight()] },
  )

  expect([...done].sort()).toEqual(
    ['die', 'donate', 'pay', 'quantify_grants', 'quantify_reserve', 'settle', 'succeed', 'undo'].sort(),
  )
  await expectSoundBooks(office.ledger)
}, 600_000)

/** One history that surely sees everything; chance adds the rest. */
function straight(): [Command[], Command[]] {
  const before: Command[] = [
    { do: 'pay', member: 0, head: 'contribution', amount: 500 },
    { do: 'pay', member: 1, head: 'aid', amount: 700 },
    { do: 'undo' },
    { do: 'reserve_booked', amount: 1001 },
    { do: 'quantify_reserve' },
    { do: 'grant_booked', amount: 10_003 },
    { do: 'quantify_grants' },
    { do: 'donate', amount: 5 },
    { do: 'die', member: 2, heir: null },
    { do: 'die', member: 3, heir: null },
  ]
  const after: Command[] = [
    { do: 'settle', member: 2, heir: null },
    { do: 'settle', member: 2, heir: null },
    { do: 'succeed', member: 3, heir: null },
    { do: 'quantify_grants' },
  ]
  return [before, after]
}
