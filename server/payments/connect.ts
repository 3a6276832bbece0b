import Stripe from 'stripe'
import { idempotencyKey } from './idempotency.ts'
import type { ConnectedAccount, Transferred, TransferRequest } from './types.ts'

const isRefusal = (error: unknown) => error instanceof Stripe.errors.StripeInvalidRequestError

/** @returns null where Stripe knows no such account of ours */
export async function readAccount(stripe: Stripe, accountId: string): Promise<ConnectedAccount | null> {
  try {
    const { country = '', capabilities } = await stripe.accounts.retrieve(accountId)
    return { country, takesTransfers: capabilities?.transfers === 'active' }
  } catch (error) {
    // An account of somebody else's is told as a permission that is missing.
    if (isRefusal(error) || error instanceof Stripe.errors.StripePermissionError) return null
    throw error
  }
}

/**
 * Stripe forgets idempotency keys after a day, so a transfer that may have been made is looked for first, by the group
 * that is its alone.
 */
async function transferOf(stripe: Stripe, reference: string): Promise<Stripe.Transfer | null> {
  const { data } = await stripe.transfers.list({ transfer_group: reference, limit: 2 })
  if (data.length > 1) throw new Error(`${reference} was transferred twice`)
  return data[0] ?? null
}

export async function makeTransfer(stripe: Stripe, request: TransferRequest): Promise<Transferred> {
  const { reference, accountId, amountFen } = request
  const known = await transferOf(stripe, reference)
  if (known) {
    if (known.amount_reversed > 0) return { state: 'refused', code: 'reversed' }
    return { state: 'made', transferId: known.id }
  }
  const params = {
    ...{ amount: amountFen, currency: 'cny', destination: accountId },
    ...{ transfer_group: reference, metadata: { reference } },
  }
  try {
    const { id } = await stripe.transfers.create(params, {
      idempotencyKey: idempotencyKey('transfer', reference, params),
    })
    return { state: 'made', transferId: id }
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    return { state: 'refused', code: error.code ?? 'invalid_request' }
  }
}

/** Whatever was transferred for `reference` is the platform's again; nothing, if nothing was. */
export async function takeTransferBack(stripe: Stripe, reference: string): Promise<null> {
  const known = await transferOf(stripe, reference)
  if (!known || known.reversed) return null
  const params = { amount: known.amount - known.amount_reversed, metadata: { reference } }
  await stripe.transfers.createReversal(known.id, params, {
    idempotencyKey: idempotencyKey('reversal', reference, params),
  })
  return null
}
