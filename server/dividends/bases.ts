import type { MemberBases, Regime } from '#shared/dividend.ts'
import { heads } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { findMembers, isMemberOn } from './register-store.ts'
import type { MemberRow, PeriodView } from './types.ts'

/** What of 成员往来 is trade (交易量): goods taken in or sold for the member, and goods that came back. Payments are not. */
const TRADE_KINDS = ['sale', 'intake', 'refund']

/** Trade of each ledger party in the period: what the books say, never what somebody typed. */
async function tradeOf(
  deps: DividendDeps,
  { organisationId, fromOn, toOn }: PeriodView,
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

/** Members on the period's last day (登记日) with what they traded and hold; trade with others counts for nobody (art. 41). */
export async function basesOf(deps: DividendDeps, period: PeriodView): Promise<MemberBases[]> {
  const { regime } = await keeperOf(deps, period.organisationId)
  const [members, trade] = await Promise.all([
    findMembers(deps.db, period.organisationId),
    tradeOf(deps, period),
  ])
  return members
    .filter((member) => isMemberOn(member, period.toOn))
    .map((member) => ({
      memberId: member.id,
      trade: trade.get(member.partyId) ?? 0n,
      share: shareWeight(member, regime),
    }))
}

/** 合作社法 art. 44: 出资额 + 公积金份额 + 补助量化份额; 集体经济组织法 art. 42: 收益权份额. */
function shareWeight(member: MemberRow, regime: Regime): bigint {
  if (regime === 'collective') return BigInt(member.incomeShares)
  return BigInt(member.contributionFen) + BigInt(member.reserveFen) + BigInt(member.grantFen)
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
