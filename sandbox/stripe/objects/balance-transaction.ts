import type Stripe from 'stripe'
import { newId, type Work } from '../work.ts'
import { findTransaction } from './find.ts'
import { schedule } from './schedule.ts'

type Line = {
  type: 'charge' | 'payment' | 'refund' | 'payment_refund'
  /** Signed, in the smallest unit: a refund is negative. */
  amount: number
  fee: number
  currency: string
  source: string
}

/** One line of the platform's balance. Charges become available later, refunds leave at once. */
export function createTransaction(work: Work, line: Line): Stripe.BalanceTransaction {
  const { contract, tables, settings, now } = work
  const isCharge = line.type === 'charge' || line.type === 'payment'
  const availableOn = isCharge ? now + settings.settlementSec : now
  const transaction = contract.complete<Stripe.BalanceTransaction>('Object_balance_transaction', {
    id: newId('txn_3', 23),
    object: 'balance_transaction',
    amount: line.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: now,
    currency: line.currency,
    fee: line.fee,
    fee_details: line.fee === 0 ? [] : [feeDetail(line)],
    net: line.amount - line.fee,
    reporting_category: isCharge ? 'charge' : 'refund',
    source: line.source,
    status: isCharge ? 'pending' : 'available',
    type: line.type,
  })
  tables.balanceTransaction.put({ id: transaction.id, api: transaction })
  if (isCharge) schedule(work, 'settle_balance', { target: transaction.id, at: availableOn })
  return transaction
}

export function settleBalance(work: Work, id: string): void {
  work.tables.balanceTransaction.put({ id, api: { ...findTransaction(work, id), status: 'available' } })
}

function feeDetail({ fee, currency }: Line): Stripe.BalanceTransaction.FeeDetail {
  const description = 'Stripe processing fees (simulated)'
  return { amount: fee, application: null, currency, description, type: 'stripe_fee' }
}
