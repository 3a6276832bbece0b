import type { MemberBases, Regime } from '#shared/dividend.ts'
import { equityOf, noFigures, type MemberFigures } from '#shared/member-account.ts'
import { heads } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { findFigures } from './members/fact-store.ts'
import type { MemberRow } from './members/types.ts'
import { findMembers, isMemberOn } from './register-store.ts'

type Days = { organisationId: string; fromOn: string; toOn: string }

/** What of 成员往来 is trade (交易量): goods taken in or sold for the member, and goods that came back. Payments are not. */
const TRADE_KINDS = ['sale', 'intake', 'refund']

/** Trade of each ledger party in the period: what the books say, never what somebody typed. */
export async function tradeOf(
  deps: DividendDeps,
  { organisationId, fromOn, toOn }: Days,
): Promise<Map<string, bigint>> {
  const { book, regime } = await keeperOf(deps, organisationId)
  if (regime === 'collective') return new Map()
  const rows = await deps.ledger.turnover({
    ...{ book, codePrefix: heads.cooperative.owedBack(''), from: fromOn, to: toOn },
    kinds: TRADE_KINDS,
  })
  return new Map(
    rows.flatMap(({ partyId, debit, credit }) =>
      partyId ? [[partyId, BigInt(Math.max(0, credit - debit))] as const] : [],
    ),
  )
}

/**
 * Whose trade an account's is: the last of those who had it by the end of these days. An heir goes on with his
 * household's account, and has its year.
 */
export function holdersOf(members: readonly MemberRow[], toOn: string): Map<string, string> {
  return new Map(
    members
      .filter(({ joinedOn }) => joinedOn <= toOn)
      .toSorted((a, b) => (a.joinedOn < b.joinedOn ? -1 : 1))
      .map(({ partyId, id }) => [partyId, id]),
  )
}

/**
 * What each member traded in the period, and holds at its end by the facts that are booked. A collective's members are
 * those of its last day (登记日); in a cooperative who left meanwhile has his part of the year (合作社法 art. 28). Trade
 * with others counts for nobody (art. 41).
 */
export async function basesOf(deps: DividendDeps, period: Days): Promise<MemberBases[]> {
  const { organisationId, fromOn, toOn } = period
  const { regime } = await keeperOf(deps, organisationId)
  const [members, trade, figures] = await Promise.all([
    findMembers(deps.db, organisationId),
    tradeOf(deps, period),
    findFigures(deps.db, organisationId, toOn),
  ])
  const holders = holdersOf(members, toOn)
  const shares = (member: MemberRow) =>
    regime === 'collective'
      ? isMemberOn(member, toOn)
      : member.joinedOn <= toOn && (member.leftOn === null || member.leftOn > fromOn)
  return members.filter(shares).map(({ id, partyId }) => ({
    memberId: id,
    trade: holders.get(partyId) === id ? (trade.get(partyId) ?? 0n) : 0n,
    share: shareWeight(figures.get(id) ?? noFigures, regime),
  }))
}

/** 合作社法 art. 44: 出资额 + 公积金份额 + 补助和捐赠量化份额; 集体经济组织法 art. 42: 收益权份额. */
function shareWeight(figures: MemberFigures, regime: Regime): bigint {
  return BigInt(regime === 'collective' ? figures.shares : equityOf(figures))
}

/** A correction shares by what the declared run shared by: the register may have moved on since. */
export function basesOfRun(
  parts: readonly { memberId: string; basis: string; weight: bigint }[],
): MemberBases[] {
  const weight = (memberId: string, basis: string) =>
    parts.find((part) => part.memberId === memberId && part.basis === basis)?.weight ?? 0n
  return [...new Set(parts.map(({ memberId }) => memberId))].map((memberId) => ({
    memberId,
    trade: weight(memberId, 'trade'),
    share: weight(memberId, 'share'),
  }))
}
