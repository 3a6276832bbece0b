import { businessDay } from '#shared/calendar.ts'
import { sumFen, type Fen } from '#shared/money.ts'
import type { Beneficiary } from '#shared/split.ts'
import type { JournalLine, JournalRequest } from '../ledger/index.ts'
import * as accounts from './accounts.ts'
import { takeBack, type Position } from './claw-back.ts'
import { bookOf, credit, debit, PAID_OUT } from './rules.ts'
import type { OrderRefund, RefundBearers } from './types.ts'

type Bearing = Pick<OrderRefund, 'parties' | 'allies'>

/** Each party once: a collective may have got a leg of its own and one by its alliance. */
function bearingParties({ parties, allies }: Bearing): string[] {
  const partyIds = [...PAID_OUT.map((kind) => parties[kind]), ...allies].map(({ partyId }) => partyId)
  return [...new Set(partyIds)]
}

/** All accounts with a balance that others may change meanwhile. */
export function accountsToHold(refund: Bearing): { book: string; account: string }[] {
  const { cooperative, household } = refund.parties
  return [
    ...bearingParties(refund).flatMap(accounts.partyHolds),
    { book: bookOf(cooperative), account: accounts.memberPayable(household.partyId) },
  ]
}

/**
 * A refund in three books: the platform owes it to the buyer, unless a dispute has fetched it, has back what a coupon of
 * his took off in step, and takes both from those who bear it; the cooperative has less to come, owes its member less and earned less, this year and never in the one
 * that is closed (会计制度 art. 59); and so the collective, and each member of its alliance. The processor keeps its fee,
 * so that its leg is the platform's expense.
 * @param positionOf what a party has at the platform, read under its lock
 */
export function refundJournal(
  refund: OrderRefund,
  { parts, beyondFen, discountFen }: RefundBearers,
  positionOf: (partyId: string) => Position,
): JournalRequest {
  const { parties, allies } = refund
  const sumOf = (mine: RefundBearers['parts']) => sumFen(mine.map(({ amountFen }) => amountFen))
  const of = (kind: Beneficiary): Fen => sumOf(parts.filter(({ partyKind }) => partyKind === kind))
  const ofParty = (partyId: string): Fen => sumOf(parts.filter(({ party }) => party === partyId))
  const [household, cooperative, collective] = [of('household'), of('cooperative'), of('collective')]
  const [coopBook, villageBook] = [bookOf(parties.cooperative), bookOf(parties.collective)]
  const lines = [
    ...bearingParties(refund).flatMap((partyId) => takenFrom(partyId, ofParty(partyId), positionOf(partyId))),
    debit(accounts.PLATFORM_BOOK, accounts.serviceIncome, of('platform')),
    debit(accounts.PLATFORM_BOOK, accounts.riskFund, of('risk_fund')),
    debit(accounts.PLATFORM_BOOK, accounts.processorFees, of('processor_fee')),
    debit(accounts.PLATFORM_BOOK, accounts.refundsBorne, beyondFen),
    credit(
      accounts.PLATFORM_BOOK,
      refund.byDispute ? accounts.disputed : accounts.refundsPayable,
      refund.amountFen,
    ),
    credit(accounts.PLATFORM_BOOK, accounts.coupons, discountFen),
    debit(coopBook, accounts.memberPayable(parties.household.partyId), household),
    debit(coopBook, accounts.cooperativeIncome, cooperative),
    credit(coopBook, accounts.cooperativeReceivable, sumFen([household, cooperative])),
    debit(villageBook, accounts.collectiveIncome, collective),
    credit(villageBook, accounts.collectiveReceivable, collective),
    ...allies.flatMap((ally) => {
      const mine = parts.filter(({ party, partyKind }) => partyKind === 'alliance' && party === ally.partyId)
      return [
        debit(bookOf(ally), accounts.collectiveIncome, sumOf(mine)),
        credit(bookOf(ally), accounts.collectiveReceivable, sumOf(mine)),
      ]
    }),
  ]
  return {
    key: `refund:${refund.refundId}`,
    kind: 'refund',
    effectiveOn: businessDay(refund.at),
    source: { type: 'order', id: refund.orderId },
    ruleVersionId: refund.ruleVersionId,
    actor: 'checkout',
    memo: refund.byDispute
      ? `订单 ${refund.orderNumber} 支付争议败诉，按规则分摊`
      : `订单 ${refund.orderNumber} 退款，${REASON[refund.reason]}`,
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
