import { businessDay } from '#shared/calendar.ts'
import { zeroFen, sumFen, type Fen } from '#shared/money.ts'
import type { Beneficiary } from '#shared/split.ts'
import type { JournalLine, JournalRequest } from '../ledger/index.ts'
import * as accounts from './accounts.ts'
import { takeBack, type Position } from './claw-back.ts'
import { bookOf, credit, debit, PAID_OUT } from './rules.ts'
import type { OrderRefund, RefundBearers } from './types.ts'

export type Positions = Record<(typeof PAID_OUT)[number], Position>

type Parties = Pick<OrderRefund, 'parties'>

/** All accounts with a balance that others may change meanwhile. */
export function accountsToHold({ parties }: Parties): { book: string; account: string }[] {
  return [
    ...PAID_OUT.flatMap((kind) => accounts.partyHolds(parties[kind].partyId)),
    { book: bookOf(parties.cooperative), account: accounts.memberPayable(parties.household.partyId) },
  ]
}

/**
 * A refund in three books: the platform owes it to the buyer and takes it from those who bear it; the cooperative has
 * less to come, owes its member less and earned less, this year and never in the one that is closed (会计制度 art. 59);
 * and so the collective. The processor keeps its fee, so that its leg is the platform's expense.
 */
export function refundJournal(
  refund: OrderRefund,
  { parts, beyondFen }: RefundBearers,
  positions: Positions,
): JournalRequest {
  const { parties } = refund
  const of = (kind: Beneficiary): Fen =>
    parts.find(({ partyKind }) => partyKind === kind)?.amountFen ?? zeroFen
  const [household, cooperative, collective] = [of('household'), of('cooperative'), of('collective')]
  const [coopBook, villageBook] = [bookOf(parties.cooperative), bookOf(parties.collective)]
  const lines = [
    ...PAID_OUT.flatMap((kind) => takenFrom(parties[kind].partyId, of(kind), positions[kind])),
    debit(accounts.PLATFORM_BOOK, accounts.serviceIncome, of('platform')),
    debit(accounts.PLATFORM_BOOK, accounts.riskFund, of('risk_fund')),
    debit(accounts.PLATFORM_BOOK, accounts.processorFees, of('processor_fee')),
    debit(accounts.PLATFORM_BOOK, accounts.refundsBorne, beyondFen),
    credit(accounts.PLATFORM_BOOK, accounts.refundsPayable, refund.amountFen),
    debit(coopBook, accounts.memberPayable(parties.household.partyId), household),
    debit(coopBook, accounts.cooperativeIncome, cooperative),
    credit(coopBook, accounts.cooperativeReceivable, sumFen([household, cooperative])),
    debit(villageBook, accounts.collectiveIncome, collective),
    credit(villageBook, accounts.collectiveReceivable, collective),
  ]
  return {
    key: `refund:${refund.refundId}`,
    kind: 'refund',
    effectiveOn: businessDay(refund.at),
    source: { type: 'order', id: refund.orderId },
    ruleVersionId: refund.ruleVersionId,
    actor: 'checkout',
    memo: `订单 ${refund.orderNumber} 退款，${REASON[refund.reason]}`,
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}

const REASON: Record<OrderRefund['reason'], string> = {
  quality: '质量问题',
  remorse: '无理由退货',
  logistics: '物流问题',
  dispute: '支付争议',
}

/** The lines that take a part from a party: pending, available, then owed. */
export function takenFrom(partyId: string, partFen: Fen, position: Position): JournalLine[] {
  const { pendingFen, availableFen, owesFen } = takeBack(partFen, position)
  return [
    debit(accounts.PLATFORM_BOOK, accounts.pendingOf(partyId), pendingFen),
    debit(accounts.PLATFORM_BOOK, accounts.availableOf(partyId), availableFen),
    debit(accounts.PLATFORM_BOOK, accounts.clawbackOf(partyId), owesFen),
  ]
}
