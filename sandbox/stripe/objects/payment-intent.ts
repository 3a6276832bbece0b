import type Stripe from 'stripe'
import type { IntentRecord, MethodRecord, SessionRecord } from '../state/records.ts'
import { newId, type Work } from '../work.ts'
import { emit } from './event.ts'
import { findIntent } from './find.ts'

/** A Checkout Session makes its PaymentIntent when the buyer first tries to pay. */
export function createIntent(work: Work, { api: session, intentData }: SessionRecord): IntentRecord {
  const id = newId('pi_3', 23)
  const api = work.contract.complete<Stripe.PaymentIntent>('Object_payment_intent', {
    id,
    object: 'payment_intent',
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newId('', 25)}`,
    confirmation_method: 'automatic',
    created: work.now,
    currency: session.currency ?? '',
    description: intentData.description ?? null,
    livemode: false,
    metadata: intentData.metadata as Stripe.Metadata,
    payment_method_types: session.payment_method_types,
    receipt_email: intentData.receipt_email ?? null,
    status: 'requires_payment_method',
    transfer_group: intentData.transfer_group ?? null,
  })
  emit(work, 'payment_intent.created', api)
  return work.tables.intent.put({ id, api, sessionId: session.id })
}

/** The buyer must do something elsewhere first: a 3-D Secure page, Alipay's, or a code to scan. */
export function requireAction(work: Work, record: IntentRecord, method: MethodRecord): Stripe.PaymentIntent {
  const api: Stripe.PaymentIntent = {
    ...record.api,
    status: 'requires_action',
    payment_method: method.id,
    last_payment_error: null,
    next_action: work.contract.complete<Stripe.PaymentIntent.NextAction>(
      'PaymentIntents:PaymentIntent.NextAction',
      nextAction(work.origin, record, method),
    ),
  }
  work.tables.intent.put({ ...record, api })
  emit(work, 'payment_intent.requires_action', api)
  return api
}

export function succeedIntent(
  work: Work,
  record: IntentRecord,
  paid: { charge: string; method: string },
): void {
  const api: Stripe.PaymentIntent = {
    ...record.api,
    status: 'succeeded',
    amount_received: record.api.amount,
    latest_charge: paid.charge,
    payment_method: paid.method,
    next_action: null,
    last_payment_error: null,
  }
  work.tables.intent.put({ ...record, api })
  emit(work, 'payment_intent.succeeded', api)
}

/** Back to the start: the buyer may try again with this or another method. */
export function failIntent(
  work: Work,
  record: IntentRecord,
  { error, charge }: { error: Partial<Stripe.PaymentIntent.LastPaymentError>; charge?: string },
): void {
  const api: Stripe.PaymentIntent = {
    ...record.api,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    latest_charge: charge ?? record.api.latest_charge,
    last_payment_error: error as Stripe.PaymentIntent.LastPaymentError,
  }
  work.tables.intent.put({ ...record, api })
  emit(work, 'payment_intent.payment_failed', api)
}

/** Its Checkout Session has expired. */
export function cancelIntent(work: Work, id: string): void {
  const record = findIntent(work, id)
  const api: Stripe.PaymentIntent = {
    ...record.api,
    status: 'canceled',
    canceled_at: work.now,
    cancellation_reason: 'expired',
    next_action: null,
  }
  work.tables.intent.put({ ...record, api })
  emit(work, 'payment_intent.canceled', api)
}

function nextAction(
  origin: string,
  { id, sessionId }: IntentRecord,
  { type }: MethodRecord,
): Partial<Stripe.PaymentIntent.NextAction> {
  const returnUrl = `${origin}/c/pay/${sessionId}`
  if (type === 'card') {
    return {
      type: 'redirect_to_url',
      redirect_to_url: { url: `${origin}/authenticate/${id}`, return_url: returnUrl },
    }
  }
  if (type === 'alipay') {
    const url = `${origin}/alipay/${id}`
    const redirect = { native_data: null, native_url: null, return_url: returnUrl, url }
    return { type: 'alipay_handle_redirect', alipay_handle_redirect: redirect }
  }
  return {
    type: 'wechat_pay_display_qr_code',
    wechat_pay_display_qr_code: {
      data: `sandbox://not-wechat/${id}`,
      hosted_instructions_url: `${origin}/wechat-pay/${id}`,
      image_data_url: '',
      image_url_png: `${origin}/code/${id}.svg`,
      image_url_svg: `${origin}/code/${id}.svg`,
    },
  }
}
