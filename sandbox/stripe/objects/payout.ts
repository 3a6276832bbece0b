import type Stripe from 'stripe'
import { invalidParameter } from '../api/errors.ts'
import { newId, type Work } from '../work.ts'
import { sumOf, takeAvailable } from './balance.ts'
import { createTransaction } from './balance-transaction.ts'
import { emit } from './event.ts'
import { findPayout } from './find.ts'
import { metadataFrom } from './metadata.ts'
import { checkCurrency } from './money.ts'
import { schedule } from './schedule.ts'

export const payoutParams = [
  'amount',
  'currency',
  'description',
  'statement_descriptor',
  'metadata.*',
  'expand[]',
] as const

/** Money leaves for the bank: it is out of the balance at once, and arrives days later, or comes back. */
export function createPayout(work: Work, asked: Stripe.PayoutCreateParams): Stripe.Payout {
  checkCurrency(work.settings, asked.currency, 'currency')
  if (asked.amount < 1)
    throw invalidParameter('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  takeAvailable(work, asked)
  return depart(work, asked, false)
}

/** Stripe's own daily payout of whatever is available. */
export function payOutBalance(work: Work, currency: string): void {
  const amount = sumOf(work, currency, 'available')
  if (amount > 0) depart(work, { amount, currency }, true)
}

function depart(work: Work, asked: Stripe.PayoutCreateParams, automatic: boolean): Stripe.Payout {
  const id = newId('po_1', 23)
  const { amount, currency } = asked
  const transaction = createTransaction(work, {
    type: 'payout',
    amount: -amount,
    fee: 0,
    currency,
    source: id,
  })
  const arrivesAt = work.now + work.settings.payoutSec
  const payout = work.contract.complete<Stripe.Payout>('Object_payout', {
    id,
    object: 'payout',
    amount,
    arrival_date: arrivesAt,
    automatic,
    balance_transaction: transaction.id,
    created: work.now,
    currency,
    description: asked.description ?? null,
    livemode: false,
    metadata: metadataFrom(asked.metadata),
    method: 'standard',
    reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
    source_type: 'card',
    statement_descriptor: asked.statement_descriptor ?? null,
    status: 'pending',
    type: 'bank_account',
  })
  work.tables.payout.put({ id, api: payout })
  emit(work, 'payout.created', payout)
  schedule(work, 'arrive', { target: id, at: arrivesAt })
  return payout
}

/** The bank has it, or refuses it. */
export function arrivePayout(work: Work, id: string): void {
  const { settings, chaos } = work
  if (settings.chance() < chaos.payoutFail) return fail(work, id)
  const payout: Stripe.Payout = { ...findPayout(work, id), status: 'paid' }
  work.tables.payout.put({ id, api: payout })
  emit(work, 'payout.updated', payout, { status: 'pending' })
  emit(work, 'payout.paid', payout)
  if (settings.chance() < chaos.payoutBounce)
    schedule(work, 'bounce', { target: id, at: work.now + settings.payoutSec })
}

/** "Some payouts that fail might initially show as paid." */
export function bouncePayout(work: Work, id: string): void {
  fail(work, id)
}

function fail(work: Work, id: string): void {
  const known = findPayout(work, id)
  const { amount, currency } = known
  const back = createTransaction(work, { type: 'payout_failure', amount, fee: 0, currency, source: id })
  const payout: Stripe.Payout = {
    ...known,
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  }
  work.tables.payout.put({ id, api: payout })
  emit(work, 'payout.failed', payout)
}
