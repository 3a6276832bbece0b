import type Stripe from 'stripe'
import { invalidParameter, invalidState, missingParameter } from '../api/errors.ts'
import { listPage } from '../api/list.ts'
import { newId, type Work } from '../work.ts'
import { takeAvailable } from './balance.ts'
import { createTransaction } from './balance-transaction.ts'
import { emit } from './event.ts'
import { findAccount, findCharge, findTransaction, findTransfer } from './find.ts'
import { metadataFrom } from './metadata.ts'
import { checkCurrency } from './money.ts'

export const transferParams = [
  'amount',
  'currency',
  'destination',
  'description',
  'source_transaction',
  'transfer_group',
  'metadata.*',
  'expand[]',
] as const
export const reversalParams = ['amount', 'description', 'metadata.*', 'expand[]'] as const

/** From the platform's balance to a connected account's: of what is available, or of one charge that may be pending. */
export function createTransfer(work: Work, asked: Stripe.TransferCreateParams): Stripe.Transfer {
  const { amount, currency } = asked
  if (amount === undefined) throw missingParameter('amount')
  checkPositive(amount)
  checkCurrency(work.settings, currency, 'currency')
  const account = findAccount(work, asked.destination, 'destination')
  if (account.capabilities?.transfers !== 'active') throw transfersNotAllowed(account.id)
  const availableOn = asked.source_transaction
    ? takeOfCharge(work, asked.source_transaction, amount)
    : (takeAvailable(work, { amount, currency }), work.now)

  const id = newId('tr_3', 23)
  const line = { type: 'transfer', amount: -amount, fee: 0, currency, source: id, availableOn } as const
  const transfer = work.contract.complete<Stripe.Transfer>('Object_transfer', {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: createTransaction(work, line).id,
    created: work.now,
    currency,
    description: asked.description ?? null,
    destination: account.id,
    destination_payment: newId('py_1', 23),
    livemode: false,
    metadata: metadataFrom(asked.metadata),
    reversals: reversalsOf(work, id, {}),
    reversed: false,
    source_transaction: asked.source_transaction ?? null,
    source_type: 'card',
    transfer_group: asked.transfer_group ?? null,
  })
  work.tables.transfer.put({ id, api: transfer })
  emit(work, 'transfer.created', transfer)
  return transfer
}

/** @returns when the charge's money is there, and with it the transfer's */
function takeOfCharge(work: Work, chargeId: string, amount: number): number {
  const { api: charge } = findCharge(work, chargeId, 'source_transaction')
  const taken = work.tables.transfer
    .newestFirst()
    .filter(({ api }) => api.source_transaction === chargeId)
    .reduce((sum, { api }) => sum + api.amount - api.amount_reversed, 0)
  if (typeof charge.balance_transaction !== 'string' || taken + amount > charge.amount) {
    const message = `Transfers using this transaction as a source must not exceed the source amount of ${charge.amount}.`
    throw invalidState(message, { param: 'source_transaction' })
  }
  return Math.max(work.now, findTransaction(work, charge.balance_transaction).available_on)
}

/** Money comes back from a connected account, all of it or a part. */
export function createReversal(
  work: Work,
  transferId: string,
  asked: Stripe.TransferCreateReversalParams,
): Stripe.TransferReversal {
  const transfer = findTransfer(work, transferId)
  const left = transfer.amount - transfer.amount_reversed
  const amount = asked.amount ?? left
  if (left > 0) checkPositive(amount)
  if (amount > left || left === 0) {
    const message = `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left})`
    throw invalidState(message, { param: 'amount' })
  }
  const id = newId('trr_1', 23)
  const { currency } = transfer
  const line = { type: 'transfer_refund', amount, fee: 0, currency, source: id } as const
  const reversal = work.contract.complete<Stripe.TransferReversal>('Object_transfer_reversal', {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: createTransaction(work, line).id,
    created: work.now,
    currency,
    metadata: metadataFrom(asked.metadata),
    transfer: transfer.id,
  })
  work.tables.reversal.put({ id, api: reversal })
  const reversed = transfer.amount_reversed + amount
  const api: Stripe.Transfer = {
    ...transfer,
    amount_reversed: reversed,
    reversed: reversed === transfer.amount,
    reversals: reversalsOf(work, transfer.id, {}),
  }
  work.tables.transfer.put({ id: transfer.id, api })
  emit(work, 'transfer.reversed', api)
  return reversal
}

export function reversalsOf(work: Work, transferId: string, ask: Stripe.TransferListReversalsParams) {
  const reversals = work.tables.reversal.newestFirst().map(({ api }) => api)
  return listPage(
    `/v1/transfers/${transferId}/reversals`,
    reversals.filter(({ transfer }) => transfer === transferId),
    ask,
  )
}

function checkPositive(amount: number): void {
  if (amount >= 1) return
  throw invalidParameter('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
}

const transfersNotAllowed = (account: string) =>
  invalidState(
    `Your destination account (${account}) needs to have at least one of the following capabilities enabled: ` +
      'transfers, crypto_transfers, legacy_payments',
    { code: 'insufficient_capabilities_for_transfer' },
  )
