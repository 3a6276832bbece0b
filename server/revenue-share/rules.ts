import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import type { Leg } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'
import type { JournalLine, JournalRequest } from '../ledger/index.ts'
import type { Party } from '../registry/index.ts'
import * as accounts from './accounts.ts'
import type { AlliedParts, PaidLine, ReturnableCharge, ReturnedRefund } from './types.ts'

export const debit = (book: string, account: string, amount: Fen): JournalLine => ({ book, account, amount })
export const credit = (book: string, account: string, amount: Fen): JournalLine => ({
  book,
  account,
  amount: fen(-amount),
})

/** Who a leg is owed to in the ledger; a leg that is no party is named by its kind. */
export function partyOf(
  partyKind: Exclude<Beneficiary, 'alliance'>,
  line: Pick<PaidLine, 'parties'>,
): string {
  if (partyKind === 'processor_fee' || partyKind === 'risk_fund') return partyKind
  return line.parties[partyKind].partyId
}

/** Those who are owed their leg and paid out; the others are the platform's own, or the processor's. */
export const PAID_OUT = ['household', 'cooperative', 'collective'] as const satisfies readonly Beneficiary[]

export const isPaidOut = (kind: Beneficiary): boolean =>
  kind === 'alliance' || PAID_OUT.some((one) => one === kind)

export function bookOf(party: Pick<Party, 'bookCode'> & { partyId: string }): string {
  if (!party.bookCode) throw new Error(`${party.partyId} keeps no book`)
  return party.bookCode
}

/**
 * One sale in three books, each balanced: the platform received the net, paid what a coupon took off, and owes the
 * parties; the cooperative has it to come, owes its member the household's part and earned its own; the collective earned
 * its part, and so each member of its alliance.
 */
export function saleJournal(
  line: PaidLine,
  legs: readonly Leg[],
  allied: AlliedParts['parts'],
): JournalRequest {
  const { parties } = line
  const of = (kind: Beneficiary) => legs.find(({ partyKind }) => partyKind === kind)?.amountFen ?? zeroFen
  const [household, cooperative, collective] = [of('household'), of('cooperative'), of('collective')]
  const { discountFen = zeroFen } = line
  const net = fen(line.goodsFen + line.freightFen - discountFen - line.feeFen)
  // The rule divides the goods; where the fee is more than they cost, nobody but the platform can bear the difference.
  const feeBeyondGoods = fen(line.feeFen - of('processor_fee'))
  const [coopBook, villageBook] = [bookOf(parties.cooperative), bookOf(parties.collective)]
  const lines = [
    debit(accounts.PLATFORM_BOOK, accounts.clearing, net),
    debit(accounts.PLATFORM_BOOK, accounts.coupons, discountFen),
    debit(accounts.PLATFORM_BOOK, accounts.processorFees, feeBeyondGoods),
    credit(accounts.PLATFORM_BOOK, accounts.pendingOf(parties.household.partyId), household),
    credit(accounts.PLATFORM_BOOK, accounts.pendingOf(parties.cooperative.partyId), cooperative),
    credit(accounts.PLATFORM_BOOK, accounts.pendingOf(parties.collective.partyId), collective),
    ...allied.map(({ collective: { partyId }, amountFen }) =>
      credit(accounts.PLATFORM_BOOK, accounts.pendingOf(partyId), amountFen),
    ),
    credit(accounts.PLATFORM_BOOK, accounts.serviceIncome, of('platform')),
    credit(accounts.PLATFORM_BOOK, accounts.riskFund, of('risk_fund')),
    debit(coopBook, accounts.cooperativeReceivable, sumFen([household, cooperative])),
    credit(coopBook, accounts.memberPayable(parties.household.partyId), household),
    credit(coopBook, accounts.cooperativeIncome, cooperative),
    debit(villageBook, accounts.collectiveReceivable, collective),
    credit(villageBook, accounts.collectiveIncome, collective),
    ...allied.flatMap(({ collective: member, amountFen }) => [
      debit(bookOf(member), accounts.collectiveReceivable, amountFen),
      credit(bookOf(member), accounts.collectiveIncome, amountFen),
    ]),
  ]
  return {
    key: `sale:${line.chargeId}:${line.orderLineId}`,
    kind: 'sale',
    effectiveOn: line.paidOn,
    source: { type: 'order', id: line.orderId },
    ruleVersionId: line.ruleVersionId,
    actor: 'checkout',
    memo: `订单 ${line.orderNumber} 收款与分账`,
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}

/** Paid for goods that are gone: all of it is owed back, and the fee that is not returned is the platform's. */
export function returnableJournal({
  chargeId,
  orderId,
  orderNumber,
  totalFen,
  feeFen,
  on,
}: ReturnableCharge): JournalRequest {
  const lines = [
    debit(accounts.PLATFORM_BOOK, accounts.clearing, fen(totalFen - feeFen)),
    debit(accounts.PLATFORM_BOOK, accounts.processorFees, feeFen),
    credit(accounts.PLATFORM_BOOK, accounts.refundsPayable, totalFen),
  ]
  return {
    key: `returnable:${chargeId}`,
    kind: 'returnable',
    effectiveOn: on,
    source: { type: 'order', id: orderId },
    actor: 'checkout',
    memo: `订单 ${orderNumber} 已无货，待退款`,
    lines: lines.filter(({ amount }) => amount !== 0),
  }
}

export function returnedJournal({
  fact,
  orderId,
  orderNumber,
  totalFen,
  on,
  byDispute,
}: ReturnedRefund): JournalRequest {
  return {
    key: `returned:${fact}`,
    kind: 'returned',
    effectiveOn: on,
    source: { type: 'order', id: orderId },
    actor: 'checkout',
    memo: `订单 ${orderNumber} 已退款${byDispute ? '，由支付争议退给买家' : ''}`,
    lines: [
      debit(accounts.PLATFORM_BOOK, accounts.refundsPayable, totalFen),
      credit(accounts.PLATFORM_BOOK, byDispute ? accounts.disputed : accounts.clearing, totalFen),
    ],
  }
}
