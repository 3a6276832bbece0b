import type { AccountRequest } from '../ledger/index.ts'

// Which accounts selling needs. Their heads are those of each book's chart, which the ledger holds and enforces
// (docs/decisions/026).

export const PLATFORM_BOOK = 'platform'

export const clearing = '109.stripe'
/** on its way from Stripe to the bank */
export const bankTransit = '109.bank-transit'
export const bank = '102.bank'
export const refundsPayable = '211.refunds'
export const riskFund = '211.risk-fund'
export const serviceIncome = '501.service'
export const processorFees = '524.processor-fee'
/** the accounts of a party: pending, available, and what is on its way to it (server/payouts) */
export const partyPrefix = (partyId: string) => `211.${partyId}.`
export const pendingOf = (partyId: string) => `${partyPrefix(partyId)}pending`
export const availableOf = (partyId: string) => `${partyPrefix(partyId)}available`
/** 付款中: let go by two people, and nobody knows yet whether it arrived */
export const payingOf = (partyId: string) => `${partyPrefix(partyId)}paying`

/** 应收追回: what a party has to give back and had neither pending nor available */
export const CLAWBACKS = '113.'
export const clawbackOf = (partyId: string) => `${CLAWBACKS}${partyId}.clawback`
/** refunds that the platform bears beyond what it earned */
export const refundsBorne = '529.refunds-borne'
/** what the platform pays of a price for buyers with a coupon */
export const coupons = '521.coupons'

/** 应收-争议: withdrawn for a dispute, until it is decided */
export const disputed = '113.dispute'
/** what Stripe keeps of a dispute, whoever wins it */
export const disputeFees = '524.dispute-fee'
/** what Stripe charges for itself */
export const stripeFees = '524.stripe-fee'

export type PartyPot = 'pending' | 'available' | 'paying' | 'owes'

/**
 * What an account of the platform's book means to its party: 待结算, 可提现, on its way to its bank, or 应收追回. Null for
 * an account that is not this party's.
 */
export function potOf(partyId: string, account: string): PartyPot | null {
  if (account === pendingOf(partyId)) return 'pending'
  if (account === availableOf(partyId)) return 'available'
  if (account === clawbackOf(partyId)) return 'owes'
  return account.startsWith(partyPrefix(partyId)) ? 'paying' : null
}

/** every account of a party in the platform's book, to be held while it is taken from */
export const partyHolds = (partyId: string) =>
  [pendingOf(partyId), availableOf(partyId), clawbackOf(partyId)].map((account) => ({
    book: PLATFORM_BOOK,
    account,
  }))

export const cooperativeReceivable = '113.platform'
export const memberPayable = (householdPartyId: string) => `114.${householdPartyId}`
export const cooperativeIncome = '501.sales'
/** members' debts that the cooperative forgave */
export const writeOffs = '529.write-offs'

export const collectiveReceivable = '112.platform'
export const collectiveIncome = '501.platform-share'

const hot = { mode: 'deferred' } as const

export const platformAccounts: AccountRequest[] = [
  { book: PLATFORM_BOOK, code: clearing, name: '其他货币资金 · Stripe', type: 'asset', ...hot },
  { book: PLATFORM_BOOK, code: refundsPayable, name: '应付款 · 待退款', type: 'liability', ...hot },
  { book: PLATFORM_BOOK, code: riskFund, name: '应付款 · 保底风险金', type: 'liability', ...hot },
  { book: PLATFORM_BOOK, code: serviceIncome, name: '经营收入 · 平台服务费', type: 'income', ...hot },
  { book: PLATFORM_BOOK, code: processorFees, name: '财务费用 · 支付手续费', type: 'expense', ...hot },
]

export const bankAccount = (book: string): AccountRequest => ({
  ...{ book, code: bank, name: '银行存款', type: 'asset' },
})

/** What Stripe's own payouts need beside what selling does. */
export const transitAccounts: AccountRequest[] = [
  bankAccount(PLATFORM_BOOK),
  { book: PLATFORM_BOOK, code: bankTransit, name: '其他货币资金 · 在途', type: 'asset' },
]

/** What the platform owes a party: first pending (待结算), then available (可提现). Never less than nothing. */
export function partyAccounts(partyId: string): AccountRequest[] {
  const common = { book: PLATFORM_BOOK, type: 'liability', floor: 'no_debit', partyId } as const
  return [
    { ...common, code: pendingOf(partyId), name: '应付款 · 待结算' },
    { ...common, code: availableOf(partyId), name: '应付款 · 可提现' },
  ]
}

const refundsBorneAccount: AccountRequest = {
  ...{ book: PLATFORM_BOOK, code: refundsBorne, name: '其他支出 · 平台承担的退款', type: 'expense', ...hot },
}

/** What a refund may need beside what selling does. */
export function refundAccounts(partyIds: readonly string[]): AccountRequest[] {
  const common = {
    book: PLATFORM_BOOK,
    type: 'asset',
    floor: 'no_credit',
    name: '应收款 · 应收追回',
  } as const
  return [
    refundsBorneAccount,
    ...partyIds.map((partyId) => ({ ...common, code: clawbackOf(partyId), partyId })),
  ]
}

/** What a dispute may need beside what selling and refunding do. Hot, so that nobody waits for them with a party's held. */
export const disputeAccounts: AccountRequest[] = [
  refundsBorneAccount,
  { book: PLATFORM_BOOK, code: disputed, name: '应收款 · 支付争议', type: 'asset', ...hot },
  { book: PLATFORM_BOOK, code: disputeFees, name: '财务费用 · 争议处理费', type: 'expense', ...hot },
]

export const couponAccount: AccountRequest = {
  ...{ book: PLATFORM_BOOK, code: coupons, name: '经营支出 · 优惠券和红包', type: 'expense', ...hot },
}

export const stripeFeeAccount: AccountRequest = {
  ...{ book: PLATFORM_BOOK, code: stripeFees, name: '财务费用 · Stripe 收费', type: 'expense' },
}

export function writeOffAccount(book: string): AccountRequest {
  return { book, code: writeOffs, name: '其他支出 · 核销应收追回', type: 'expense' }
}

export function cooperativeAccounts(book: string): AccountRequest[] {
  return [
    { book, code: cooperativeReceivable, name: '应收款 · 平台', type: 'asset', ...hot },
    { book, code: cooperativeIncome, name: '经营收入 · 平台销售', type: 'income', ...hot },
  ]
}

export function memberAccount(book: string, householdPartyId: string): AccountRequest {
  return {
    book,
    code: memberPayable(householdPartyId),
    name: '成员往来',
    type: 'liability',
    partyId: householdPartyId,
  }
}

export function collectiveAccounts(book: string): AccountRequest[] {
  return [
    { book, code: collectiveReceivable, name: '应收款 · 平台', type: 'asset', ...hot },
    { book, code: collectiveIncome, name: '经营收入 · 平台分成', type: 'income', ...hot },
  ]
}
