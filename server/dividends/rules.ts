import type { Regime } from '#shared/dividend.ts'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import type { AccountTurnover, JournalLine, JournalRequest } from '../ledger/index.ts'
import { heads } from './accounts.ts'
import type { MemberPart, RunRow } from './types.ts'

// Which journals say what was decided. Debits are positive.

const nonZero = (lines: readonly JournalLine[]) => lines.filter(({ amount }) => amount !== 0)

type Closing = {
  book: string
  regime: Regime
  periodId: string
  toOn: string
  actor: string
  /** every 5xx account that moved in the period */
  results: readonly AccountTurnover[]
  /** debit balance of 各项分配: what earlier decisions have shared out */
  distributed: Fen
}

/** 5xx → 本年盈余 → 未分配盈余, and 各项分配 to zero. Null when nothing happened in the period. */
export function closingJournal(closing: Closing): JournalRequest | null {
  const { book, regime, periodId, toOn, actor, results, distributed } = closing
  const of = heads[regime]
  const net = sumFen(results.map(({ debit, credit }) => fen(credit - debit)))
  const line = (account: string, amount: number): JournalLine => ({ book, account, amount: fen(amount) })
  const lines = nonZero([
    ...results.map(({ code, debit, credit }) => line(code, credit - debit)),
    line(of.profit, -net),
    line(of.profit, net),
    line(of.undistributed, -net),
    line(of.undistributed, distributed),
    line(of.distributions, -distributed),
  ])
  if (lines.length === 0) return null
  return {
    key: `period-close:${periodId}`,
    kind: 'period_close',
    effectiveOn: toOn,
    source: { type: 'dividend_period', id: periodId },
    actor,
    memo: '期末结转',
    lines,
  }
}

export type Placed = { partyId: string; byTrade: Fen; byShare: Fen; owedBack: Fen }

/** What this run changes for one member: payable by basis; where it is less than before in all, owed back. */
export function placed(
  parts: readonly Pick<MemberPart, 'partyId' | 'basis' | 'amountFen' | 'beforeFen'>[],
): Placed {
  const partyId = parts[0]!.partyId
  const by = (basis: 'trade' | 'share') =>
    sumFen(parts.filter((part) => part.basis === basis).map((part) => fen(part.amountFen - part.beforeFen)))
  const [trade, share] = [by('trade'), by('share')]
  const net = fen(trade + share)
  if (net <= 0) return { partyId, byTrade: zeroFen, byShare: zeroFen, owedBack: fen(-net) }
  // One basis may be less than before while the other is more: the member is due the difference.
  if (trade < 0) return { partyId, byTrade: zeroFen, byShare: net, owedBack: zeroFen }
  if (share < 0) return { partyId, byTrade: net, byShare: zeroFen, owedBack: zeroFen }
  return { partyId, byTrade: trade, byShare: share, owedBack: zeroFen }
}

export function placedByMember(parts: readonly MemberPart[]): Map<string, Placed> {
  const members = new Set(parts.map(({ memberId }) => memberId))
  return new Map(
    [...members].map((memberId) => [memberId, placed(parts.filter((part) => part.memberId === memberId))]),
  )
}

type Declaration = {
  book: string
  run: Pick<RunRow, 'runId' | 'regime' | 'reserveFen' | 'poolFen' | 'restFen' | 'toOn' | 'seq'>
  /** what earlier runs of the period have put into the reserve */
  reserveBeforeFen: Fen
  placed: readonly Placed[]
  on: string
  actor: string
}

/** Dr 各项分配 / Cr 盈余公积, 应付盈余返还, 应付剩余盈余; what a correction takes back is Dr 成员往来, never cash. */
export function declarationJournal(declaration: Declaration): JournalRequest {
  const { book, run, reserveBeforeFen, on, actor } = declaration
  const of = heads[run.regime]
  const credit = (account: string, amount: number): JournalLine => ({ book, account, amount: fen(-amount) })
  const credits = nonZero([
    credit(of.reserve, run.reserveFen - reserveBeforeFen),
    ...declaration.placed.flatMap(({ partyId, byTrade, byShare, owedBack }) => [
      credit(of.byTrade(partyId), byTrade),
      credit(of.byShare(partyId), byShare),
      credit(of.owedBack(partyId), -owedBack),
    ]),
  ])
  const shared = sumFen(credits.map(({ amount }) => fen(-amount)))
  return {
    key: `dividend:${run.runId}`,
    kind: run.seq === 1 ? 'dividend' : 'dividend_correction',
    effectiveOn: on,
    source: { type: 'dividend', id: run.runId },
    actor,
    memo: run.seq === 1 ? `${run.toOn} 止的盈余分配` : `${run.toOn} 止的盈余分配，第 ${run.seq} 次决议更正`,
    lines: nonZero([{ book, account: of.distributions, amount: shared }, ...credits]),
  }
}

type Paying = { book: string; regime: Regime; paymentId: string; placed: Placed; on: string; actor: string }

export function paymentJournal({ book, regime, paymentId, placed, on, actor }: Paying): JournalRequest {
  const of = heads[regime]
  const { partyId, byTrade, byShare } = placed
  return {
    key: `dividend-paid:${paymentId}`,
    kind: 'dividend_paid',
    effectiveOn: on,
    source: { type: 'dividend_payment', id: paymentId },
    actor,
    memo: '支付盈余分配',
    lines: nonZero([
      { book, account: of.byTrade(partyId), amount: byTrade },
      { book, account: of.byShare(partyId), amount: byShare },
      { book, account: of.bank, amount: fen(-(byTrade + byShare)) },
    ]),
  }
}

type GrantMoney = { book: string; regime: Regime; grantId: string; amountFen: Fen; on: string; actor: string }

/** Dr 银行存款 / Cr 专项应付款: it is owed to its purpose, and no income. */
export function grantReceivedJournal({
  reference,
  ...money
}: GrantMoney & { reference: string }): JournalRequest {
  const { book, regime, grantId, amountFen, on, actor } = money
  const of = heads[regime]
  return {
    key: `grant-received:${grantId}:${reference}`,
    kind: 'grant_received',
    effectiveOn: on,
    source: { type: 'grant', id: grantId },
    actor,
    memo: '收到专项补助',
    lines: [
      { book, account: of.bank, amount: amountFen },
      { book, account: of.grant(grantId), amount: fen(-amountFen) },
    ],
  }
}

/** Used up: Dr 专项应付款 / Cr 银行存款. An asset: Dr 固定资产 / Cr 银行存款, and Dr 专项应付款 / Cr 专项基金. */
export function grantSpentJournal({
  spendingId,
  kind,
  ...money
}: GrantMoney & { spendingId: string; kind: 'asset' | 'cost' }): JournalRequest {
  const { book, regime, grantId, amountFen, on, actor } = money
  const of = heads[regime]
  const asset = [
    { book, account: of.grantAsset, amount: amountFen },
    { book, account: of.grantFund, amount: fen(-amountFen) },
  ]
  return {
    key: `grant-spent:${spendingId}`,
    kind: 'grant_spent',
    effectiveOn: on,
    source: { type: 'grant_spending', id: spendingId },
    actor,
    memo: '使用专项补助',
    lines: [
      { book, account: of.grant(grantId), amount: amountFen },
      { book, account: of.bank, amount: fen(-amountFen) },
      ...(kind === 'asset' ? asset : []),
    ],
  }
}
