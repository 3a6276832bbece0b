import type { Fen } from '#shared/money.ts'
import type { RefundPolicy, RefundReason } from '#shared/refund.ts'
import type { Result } from '#shared/result.ts'
import type { Leg } from '#shared/sale-legs.ts'
import type { Beneficiary, SplitRule } from '#shared/split.ts'
import type { JournalRequest } from '../ledger/index.ts'
import type { Tx } from '../platform/db.ts'
import type { Party, SaleParties, Succession } from '../registry/index.ts'
import type { DisputeMoves, LossBeyond } from './dispute-types.ts'

export type RuleVersion = {
  id: string
  ruleCode: string
  version: number
  validFrom: string
  rule: SplitRule
}

/** What decides by which rule goods are split. */
export type RuledGoods = {
  productId: string
  cooperativeId: string
  /** of the village that grew them */
  collectiveId: string
  ruleCode: string
}

export type RuleDraft = {
  ruleCode: string
  version: number
  validFrom: Date
  rule: SplitRule
  author: string
  /** a second person */
  approver: string
}

/** What two people agreed on. Its number is the next one. */
export type ApprovedRule = Omit<RuleDraft, 'version'> & { approvedAt: Date }

/** A version with its place in time; `validTo` is null as long as no other follows it. */
export type RuleSpan = RuleVersion & { validTo: string | null }

/** Who gets what of a price, by the rule in force, with the processor's fee as expected. */
export type SplitPreview = {
  ruleVersionId: string
  ruleCode: string
  version: number
  totalFen: Fen
  legs: Leg[]
}

/** One paid order line: goods at `goodsFen`, and freight that goes to the cooperative, which ships. */
export type PaidLine = {
  orderId: string
  orderNumber: string
  orderLineId: string
  goodsFen: Fen
  freightFen: Fen
  /** what of it the platform paid, where the buyer had a coupon; who gets what is decided without it */
  discountFen?: Fen
  /** what the processor kept of what the buyer paid */
  feeFen: Fen
  chargeId: string
  ruleVersionId: string
  parties: SaleParties
  /** the business day on which it was ordered: the alliance's members of that day share */
  placedOn: string
  /** 业务日期 */
  paidOn: string
  /** when what is earned by it is no longer pending */
  maturesAt: Date
}

export type AllocationRow = {
  orderLineId: string
  /** ledger party, or the leg's kind where the leg is no party: `processor_fee`, `risk_fund` */
  party: string
  partyKind: Beneficiary
  amountFen: Fen
  refundedFen: Fen
  ruleVersionId: string
  journalId: string
  /** null where the leg is no party's that is paid out */
  maturesAt: Date | null
}

/** An alliance's part of a line, by the terms of the order's day; those that get nothing of it are left out. */
export type AlliedParts = { termsId: string; parts: { collective: Party; amountFen: Fen }[] }

/** What a member got by its alliance in a month of sales, and what of it went back since. */
export type AllianceMonth = { month: string; partyId: string; amountFen: Fen; refundedFen: Fen }

/** Money that came for goods that are gone. */
export type ReturnableCharge = {
  orderNumber: string
  orderId: string
  chargeId: string
  totalFen: Fen
  feeFen: Fen
  on: string
}

/**
 * `fact` names what was returned: the charge where it went back whole, else the refund. `byDispute`: the processor never
 * sent it, because the buyer's bank had fetched the money by a dispute.
 */
export type ReturnedRefund = Omit<ReturnableCharge, 'feeFen' | 'chargeId'> & {
  fact: string
  byDispute?: true
}

export type PlannedSale = {
  line: PaidLine
  legs: Leg[]
  /** who gets what of the leg of the alliance, where there is one */
  allied: AlliedParts | null
  journal: JournalRequest
}

/** Of an order that was paid and settled, some or all goes back to the buyer. */
export type RefundWish = {
  orderLineId: string
  amountFen: Fen
  reason: RefundReason
  /** the business day of the sale, whose policy it keeps to */
  paidOn: string
}

/**
 * Who bears a refund. The parts, with `beyondFen`, which is the platform's own, add up to what the buyer has back and
 * what the platform has back of the discount that it gave.
 */
export type RefundBearers = {
  parts: { party: string; partyKind: Beneficiary; amountFen: Fen }[]
  beyondFen: Fen
  discountFen: Fen
}

/** The same with what the policy says of the reason. */
export type RefundByPolicy = RefundBearers & { policy: RefundPolicy }

export type BorneRefund = RefundByPolicy & {
  refundId: string
  journalId: string
  amountFen: Fen
  reason: RefundReason
}

export type OrderRefund = RefundWish & {
  refundId: string
  orderId: string
  orderNumber: string
  ruleVersionId: string
  parties: SaleParties
  /** who got of the alliance's part */
  allies: Party[]
  at: Date
  /** lost by a dispute: it is not owed to the buyer, who has it, but ends what was withdrawn */
  byDispute?: true
}

/**
 * What the platform owes a party: pending (待结算) until the return period is over, then available (可提现); and what
 * the party owes it (应收追回), which is taken from later earnings.
 */
/** `payingFen`: let go to its account, not yet said to have arrived */
export type Owed = { pendingFen: Fen; availableFen: Fen; payingFen: Fen; owesFen: Fen }

/** One movement of what a party is owed, with the fact and the rule that caused it. */
export type Earning = {
  journalId: string
  kind: string
  recordedAt: string
  /** positive: more is owed */
  amountFen: Fen
  account: 'pending' | 'available'
  /** the order it came from, when it came from one */
  orderId: string | null
  rule: { ruleCode: string; version: number; validFrom: string } | null
}

/** Who acts, as the doors know him. */
type Person = { userId: string; name: string }

export type WriteOff = {
  writeOffId: string
  householdParty: string
  amountFen: Fen
  reason: string
  state: 'proposed' | 'approved' | 'rejected'
  maker: Person
  proposedAt: string
  checkerName: string | null
  decidedAt: string | null
}

export type WriteOffRefusal =
  /** less is owed than would be written off */
  | { kind: 'not_owed'; owesFen: Fen }
  /** one of this household waits for its decision */
  | { kind: 'write_off_open' }
  | { kind: 'write_off_not_found' }
  | { kind: 'write_off_decided' }
  /** who proposed it does not decide it */
  | { kind: 'same_person' }

export type RevenueShare = {
  /** @throws when no rule is in force: the seed and the editor see that there always is one */
  activeRule(goods: RuledGoods, at: Date): Promise<RuleVersion>
  ruleVersion(id: string): Promise<RuleVersion>
  /** Adds a version that is active from `validFrom`; the one before ends there. */
  activate(draft: RuleDraft): Promise<RuleVersion>
  /**
   * The same for what two people agreed on, in the caller's transaction.
   * @returns null when a version was approved before that begins as late or later
   */
  putInForce(tx: Tx, rule: ApprovedRule): Promise<RuleVersion | null>
  /** of these codes, newest first */
  versionsOf(ruleCodes: readonly string[]): Promise<RuleSpan[]>
  /** By the function that posts; `seed` makes ties come out as they will for that line. */
  preview(input: {
    goods: RuledGoods
    goodsFen: Fen
    freightFen?: Fen
    discountFen?: Fen
    at: Date
    seed?: string
  }): Promise<SplitPreview>
  /** the same for a version that an order has kept, with the actual fee where it is known */
  previewVersion(input: {
    ruleVersionId: string
    goodsFen: Fen
    freightFen: Fen
    discountFen?: Fen
    feeFen?: Fen
    seed: string
    collectiveId: string
    placedOn: string
  }): Promise<SplitPreview>
  /** Pure but for the rule's text: legs and the journal of one sale in the three books. */
  planSale(line: PaidLine): Promise<PlannedSale>
  /** Money in, owed back: the fee is the platform's expense. */
  planReturnable(charge: ReturnableCharge): JournalRequest
  /** The refund succeeded: nothing is owed any more. */
  planReturned(refund: ReturnedRefund): JournalRequest
  /** Posts planned sales and records their allocations, in the caller's transaction. */
  postSales(tx: Tx, sales: readonly PlannedSale[]): Promise<void>
  /** Who would bear it, as it would be booked now. The caller knows that so much is left to refund. */
  previewRefund(wish: RefundWish): Promise<RefundByPolicy>
  /**
   * Opens the accounts that a refund may need. Before the transaction; again changes nothing.
   * @returns who got of the alliance's part, and may have to give it back
   */
  openRefundAccounts(of: { orderLineId: string; parties: SaleParties }): Promise<Party[]>
  /**
   * Books who bears a refund and that it is owed to the buyer; each party gives of what is pending, then of what is
   * available, and owes the rest. The caller holds the order's lock and gives each refund once.
   */
  postRefund(tx: Tx, refund: OrderRefund): Promise<void>
  /** Opens the accounts that a dispute may need. Before the transaction; again changes nothing. */
  openDisputeAccounts(): Promise<void>
  /** @returns the journal of each line */
  postDisputeMoves(tx: Tx, moves: DisputeMoves): Promise<Map<string, string>>
  /** The platform bears it alone. */
  postLossBeyond(tx: Tx, loss: LossBeyond): Promise<void>
  /** what went back of these lines, by refunds and by disputes that were lost; oldest first */
  refundsOf(orderLineIds: readonly string[]): Promise<BorneRefund[]>
  /**
   * Moves what has matured from pending to available, less what its party owes. Safe on many nodes, and again.
   * @returns how many parties had something to mature
   */
  matureEarnings(at: Date): Promise<number>
  /**
   * A collective merged: what it has available and what it owes goes to its successor; what matures or is refunded
   * later follows when this is called again. @returns whether there was anything
   */
  passOn(succession: Pick<Succession, 'from' | 'to'>, at: Date): Promise<boolean>
  /** Asks for a member's debt to be borne by its cooperative. Nothing is booked until another person approves. */
  proposeWriteOff(proposal: {
    household: Pick<Party, 'partyId'>
    cooperative: Party
    amountFen: Fen
    /** 4 to 200 characters */
    reason: string
    by: Person
    at: Date
  }): Promise<Result<{ writeOffId: string }, WriteOffRefusal>>
  decideWriteOff(decision: {
    writeOffId: string
    cooperative: Party
    approve: boolean
    by: Person
    at: Date
  }): Promise<Result<{ state: 'approved' | 'rejected' }, WriteOffRefusal>>
  /** of a cooperative's households, newest first */
  writeOffsOf(cooperative: Pick<Party, 'partyId'>): Promise<WriteOff[]>
  allocationsOf(orderLineIds: readonly string[]): Promise<AllocationRow[]>
  /** Opens the account that discounts need. Before any is given; again changes nothing. */
  openDiscountAccount(): Promise<void>
  /** what was divided among an alliance's members by these terms, by month of the sale, the latest first */
  allianceMonths(termsIds: readonly string[], months: number): Promise<AllianceMonth[]>
  /** sum of what a kind of party was allocated by these lines, less refunds */
  netFor(orderLineIds: readonly string[], partyKind: Beneficiary): Promise<Fen>
  owedTo(partyId: string): Promise<Owed>
  /** what each of these parties owes (应收追回); without those that owe nothing */
  debtsOf(partyIds: readonly string[]): Promise<Map<string, Fen>>
  /** newest first */
  earningsOf(partyId: string, limit: number): Promise<Earning[]>
  /** Opens the books and accounts that selling needs; again changes nothing. */
  openPlatformBook(platform: Party): Promise<void>
  openCooperativeBook(cooperative: Party): Promise<void>
  openCollectiveBook(collective: Party): Promise<void>
  /** the household's accounts: what the platform owes it, and its member account in the cooperative's book */
  openHouseholdAccounts(household: Party, cooperative: Party): Promise<void>
}
