import type Stripe from 'stripe'
import { idempotencyKey } from './idempotency.ts'
import type { PaymentRefund, RefundRequest } from './types.ts'

export async function makeRefund(
  stripe: Stripe,
  { reference, chargeId, amountFen }: RefundRequest,
): Promise<PaymentRefund> {
  const params = { charge: chargeId, amount: amountFen, metadata: { reference } }
  return readRefund(
    await stripe.refunds.create(params, { idempotencyKey: idempotencyKey('refund', reference, params) }),
  )
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
