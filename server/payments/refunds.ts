import Stripe from 'stripe'
import { accept, refuse, type Result } from '#shared/result.ts'
import { idempotencyKey } from './idempotency.ts'
import type { ChargeDisputed, PaymentRefund, RefundRequest } from './types.ts'

export async function makeRefund(
  stripe: Stripe,
  { reference, chargeId, amountFen }: RefundRequest,
): Promise<Result<PaymentRefund, ChargeDisputed>> {
  const params = { charge: chargeId, amount: amountFen, metadata: { reference } }
  try {
    const made = await stripe.refunds.create(params, {
      idempotencyKey: idempotencyKey('refund', reference, params),
    })
    return accept(readRefund(made))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'charge_disputed')
      return refuse({ kind: 'charge_disputed' })
    throw error
  }
}

export function readRefund(refund: Stripe.Refund): PaymentRefund {
  return {
    stripeRefundId: refund.id,
    reference: refund.metadata?.reference ?? null,
    state: refundState(refund.status),
  }
}

function refundState(status: string | null): PaymentRefund['state'] {
  if (status === 'succeeded') return 'succeeded'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}
