import {
  createDividends,
  type AssemblyRecord,
  type By,
  type Dividends,
  type Proposal,
} from '#server/dividends/index.ts'
import { createLedger, type AccountRequest, type JournalLine, type Ledger } from '#server/ledger/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createRegistry } from '#server/registry/index.ts'
import { fen } from '#shared/money.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'
import { uuidOf } from './ids.ts'
import { anOrganisation, aVillage } from './registry.ts'

export type Kind = 'cooperative' | 'collective'
export type MemberOf = { trade?: number; contribution?: number; incomeShares?: number; votes?: number }

export const bookkeeper: By = { userId: 'user_bookkeeper', name: '许慧敏' }
export const director: By = { userId: 'user_director', name: '黄长庚' }
export const papers = (name: string) => ({ name, sha256: new Uint8Array(32).fill(7) })
const admitted = { evidence: papers('入社申请.pdf'), by: bookkeeper }
const JOINED = '2020-01-01'
/** A month before the first that is closed takes no entry that the close would have to wait for. */
const BOOKED_SINCE = '2025-01-01'
/** The clock of these tests stands in March 2026, after the year that is shared out. */
export const march = new Date('2026-03-01T02:00:00Z')

/** What a year's books need beside the heads that a distribution opens. */
const facts = (book: string, kind: Kind): AccountRequest[] => [
  { book, code: '113.platform', name: kind === 'cooperative' ? '应收款' : '内部往来', type: 'asset' },
  { book, code: '102.bank', name: '银行存款', type: 'asset' },
  { book, code: '501.sales', name: '经营收入', type: 'income' },
  { book, code: adminOf[kind], name: '管理费用', type: 'expense' },
  ...(kind === 'cooperative'
    ? [{ book, code: '128.goods', name: '受托代销商品', type: 'asset' } as const]
    : []),
]
/** 管理费用 has another head in each chart. */
const adminOf: Record<Kind, string> = { cooperative: '523.admin', collective: '513.admin' }

export type Office = Awaited<ReturnType<typeof anOffice>>

/** A database with nothing but a village, in which organisations keep books and share out. */
export async function anOffice() {
  const test = await createTestDatabase()
  const database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  const { db } = database
  const clock = standingClock(march)
  const ids = randomIds
  const ledger = createLedger({ db, ids })
  const registry = createRegistry({ db })
  const dividends = createDividends({ db, clock, ids, ledger, registry })
  const village = await aVillage(db)
  return {
    ...{ db, clock, ledger, dividends, registry, url: test.url },
    villageId: village.id,
    async close() {
      await database.close()
      await test.drop()
    },
  }
}

type Desk = { office: Office; organisationId: string; book: string; dividends: Dividends; ledger: Ledger }
export type Organisation = Desk & {
  kind: Kind
  partyIds: string[]
  memberIds: string[]
  accountId: string
}

/** An organisation with a book, a bank account and members 1…n. */
export async function anOrganisationWith(
  office: Office,
  { name, kind = 'cooperative', members }: { name: string; kind?: Kind; members: readonly MemberOf[] },
): Promise<Organisation> {
  const { db, ledger, dividends, villageId } = office
  const { id: organisationId, bookCode: book } = await anOrganisation(db, { kind, bookCode: name, villageId })
  await ledger.openBook({
    code: book,
    name,
    regime: kind === 'cooperative' ? 'coop-2021-37' : 'collective-2023-14',
  })
  await ledger.openAccounts(facts(book, kind))
  const partyIds = members.map((_, at) => uuidOf(`${name}:${at}`))
  const memberIds = members.map((_, at) => `mem_${name}_${String(at + 1).padStart(3, '0')}`)
  for (const [at, { contribution = 0, incomeShares = 0, votes = 1 }] of members.entries()) {
    const member = { id: memberIds[at]!, organisationId, partyId: partyIds[at]!, votes, joinedOn: JOINED }
    const called = { userId: `user_${name}_${at + 1}`, name: { zh: `成员${at + 1}`, en: `Member ${at + 1}` } }
    value(await dividends.registerMember({ ...member, ...called }, admitted))
    const account = { organisationId, memberId: member.id }
    const recorded = { on: BOOKED_SINCE, ...admitted }
    const money = { head: 'contribution' as const, amountFen: fen(contribution) }
    if (kind === 'cooperative' && contribution > 0) value(await dividends.payIn(account, money, recorded))
    if (kind === 'collective' && incomeShares > 0)
      value(await dividends.issueShares(account, incomeShares, recorded))
  }
  if (kind === 'cooperative')
    await ledger.openAccounts(
      partyIds.map((partyId) => ({
        ...{ book, code: `114.${partyId}`, name: '成员往来', partyId },
        type: 'liability' as const,
      })),
    )
  const opened = await dividends.openBankAccount({
    ...{ organisationId, holderName: name, lastFour: '6688' },
    holderKind: 'organisation',
  })
  if (!opened.ok) throw new Error(opened.refusal.kind)
  const [account] = await dividends.bankAccountsOf(organisationId)
  const made = { office, organisationId, book, dividends, ledger, kind, partyIds, memberIds }
  return { ...made, accountId: account!.accountId }
}

type Booked = { on: string; kind: string; lines: readonly (readonly [account: string, amount: number])[] }

/** Books one fact as another module would. @returns its journal */
export async function booked({ office, book, ledger }: Desk, { on, kind, lines }: Booked): Promise<string> {
  const key = randomIds.uuid()
  const journal = {
    ...{ key, kind, effectiveOn: on, actor: 'test', memo: kind },
    source: { type: 'test', id: key },
    lines: lines.map(([account, amount]): JournalLine => ({ book, account, amount: fen(amount) })),
  }
  const posted = await office.db.$transaction((tx) => ledger.post(tx, [journal]))
  return posted.get(key)!.journalId
}

/** A year's facts: what members brought, what was sold, what was spent; they leave `surplus`. */
export async function aYear(
  organisation: Organisation,
  { year = 2025, surplus, trades = [] }: { year?: number; surplus: number; trades?: readonly number[] },
): Promise<void> {
  const on = `${year}-06-30`
  const spent = 50_000
  const brought = trades.flatMap((trade, at) =>
    trade > 0 ? [[`114.${organisation.partyIds[at]}`, -trade] as const] : [],
  )
  if (brought.length > 0)
    await booked(organisation, {
      ...{ on, kind: 'intake' },
      lines: [['128.goods', trades.reduce((sum, trade) => sum + trade, 0)], ...brought],
    })
  if (surplus + spent > 0)
    await booked(organisation, {
      ...{ on, kind: 'sale' },
      lines: [
        ['113.platform', surplus + spent],
        ['501.sales', -(surplus + spent)],
      ],
    })
  const expense = surplus + spent > 0 ? spent : -surplus
  await booked(organisation, {
    ...{ on: `${year}-12-31`, kind: 'expense' },
    lines: [
      [adminOf[organisation.kind], expense],
      ['102.bank', -expense],
    ],
  })
}

export function value<Value>(
  answer: { ok: true; value: Value } | { ok: false; refusal: { kind: string } },
): Value {
  if (!answer.ok) throw new Error(`Refused: ${answer.refusal.kind}`)
  return answer.value
}

export async function aClosedYear(organisation: Organisation, year = 2025): Promise<string> {
  const { dividends, organisationId } = organisation
  const period = { organisationId, fromOn: `${year}-01-01`, toOn: `${year}-12-31` }
  return value(await dividends.closePeriod(period, bookkeeper)).periodId
}

/** Proposed, with the papers that the law wants beside it. */
export async function aProposal(
  { dividends }: Desk,
  proposal: Pick<Proposal, 'periodId'> & Partial<Proposal>,
): Promise<string> {
  const asked = { reserveBp: 1000, poolBp: 6000, ...proposal }
  const { runId } = value(await dividends.propose(asked, bookkeeper))
  for (const kind of ['business_report', 'financial_report', 'loss_plan'] as const)
    value(await dividends.addDocument(runId, { kind, ...papers(`${kind}.pdf`) }))
  return runId
}

export type Decided = { heldOn: string; for: number; against?: number; inHall: number }

export const assembly = ({ heldOn, inHall, against = 0, ...votes }: Decided): AssemblyRecord => ({
  ...{ heldOn, attendedInHall: inHall, representatives: null, minutes: papers('会议记录.pdf') },
  ...{ body: 'members', matter: 'distribution' },
  paper: { for: votes.for, against, abstain: 0 },
})

/** On view on 1 March, held on 16 March with everybody for it, posted. */
export async function aDeclared(organisation: Organisation, runId: string): Promise<void> {
  const { office, dividends, memberIds } = organisation
  office.clock.set(march)
  value(await dividends.putOnView(runId, '2026-03-16', bookkeeper))
  office.clock.set(new Date('2026-03-16T03:00:00Z'))
  const all = memberIds.length
  const record = assembly({ heldOn: '2026-03-16', for: all, inHall: all })
  value(await dividends.recordAssembly(runId, record, bookkeeper))
  value(await dividends.post(runId, bookkeeper))
}
