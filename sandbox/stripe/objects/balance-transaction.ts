import type Stripe from 'stripe'
import { newId, type Work } from '../work.ts'
import { findTransaction } from './find.ts'
import { schedule } from './schedule.ts'

/** What a line is called in Stripe's reports. */
const categories = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  payout: 'payout',
  payout_failure: 'payout_reversal',
  transfer: 'transfer',
  transfer_refund: 'transfer_reversal',
  dispute: 'dispute',
  dispute_reversal: 'dispute_reversal',
  stripe_fee: 'fee',
} as const

type Line = {
  type: keyof typeof categories
  /** Signed, in the smallest unit: a refund is negative. */
  amount: number
  fee: number
  currency: string
  source: string | null
  description?: string
  /** when it is not what is usual for its type */
  availableOn?: number
}

/** One line of the platform's balance. Charges become available later, what leaves leaves at once. */
export function createTransaction(work: Work, line: Line): Stripe.BalanceTransaction {
  const { contract, tables, settings, now } = work
  const isCharge = line.type === 'charge' || line.type === 'payment'
  const availableOn = line.availableOn ?? (isCharge ? now + settings.settlementSec : now)
  const transaction = contract.complete<Stripe.BalanceTransaction>('Object_balance_transaction', {
    id: newId('txn_3', 23),
    object: 'balance_transaction',
    amount: line.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: now,
    currency: line.currency,
    description: line.description ?? null,
    fee: line.fee,
    fee_details: line.fee === 0 ? [] : [feeDetail(line)],
    net: line.amount - line.fee,
    reporting_category: categories[line.type],
    source: line.source,
    status: availableOn > now ? 'pending' : 'available',
    // What a dispute moves is an adjustment to Stripe, and only its category says of what.
    type: line.type === 'dispute' || line.type === 'dispute_reversal' ? 'adjustment' : line.type,
  })
  tables.balanceTransaction.put({ id: transaction.id, api: transaction })
  if (availableOn > now) schedule(work, 'settle_balance', { target: transaction.id, at: availableOn })
  else expectPayout(work, transaction)
  return transaction
}

export function settleBalance(work: Work, id: string): void {
  const settled = { ...findTransaction(work, id), status: 'available' as const }
  work.tables.balanceTransaction.put({ id, api: settled })
  expectPayout(work, settled)
}

/** Where payouts are made by themselves, all that became available leaves at the next turn. */
function expectPayout(work: Work, { net, currency }: Stripe.BalanceTransaction): void {
  const every = work.settings.payoutEverySec
  if (every === 0 || net <= 0) return
  schedule(work, 'pay_out', { target: currency, at: (Math.floor(work.now / every) + 1) * every })
}

function feeDetail({ type, fee, currency }: Line): Stripe.BalanceTransaction.FeeDetail {
  const description = `${type === 'dispute' ? 'Dispute fee' : 'Stripe processing fees'} (simulated)`
  return { amount: fee, application: null, currency, description, type: 'stripe_fee' }
}

/** What Stripe charges for itself: Radar, connected accounts. It comes from no payment. */
export function chargeFee(
  work: Work,
  { amount, currency, description }: { amount: number; currency: string; description: string },
): Stripe.BalanceTransaction {
  return createTransaction(work, {
    ...{ type: 'stripe_fee', amount: -amount, fee: 0, currency, source: null, description },
  })
}
