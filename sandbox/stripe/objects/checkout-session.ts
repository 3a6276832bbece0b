import type Stripe from 'stripe'
import { invalidParameter, invalidState, missingParameter, notInSandbox } from '../api/errors.ts'
import type { SessionRecord } from '../state/records.ts'
import { newId, type Work } from '../work.ts'
import { emit } from './event.ts'
import { createLineItem, lineItemParams } from './line-item.ts'
import { metadataFrom } from './metadata.ts'
import { offeredTypes } from './method-types.ts'
import { checkTotal } from './money.ts'
import { cancelIntent } from './payment-intent.ts'
import { schedule, unschedule } from './schedule.ts'

type Asked = Stripe.Checkout.SessionCreateParams

export const sessionParams = [
  'mode',
  'ui_mode',
  'locale',
  'submit_type',
  'success_url',
  'cancel_url',
  'client_reference_id',
  'customer_email',
  'expires_at',
  'metadata.*',
  'allowed_payment_method_types[]',
  'excluded_payment_method_types[]',
  'payment_method_options.wechat_pay.client',
  'payment_intent_data.description',
  'payment_intent_data.metadata.*',
  'payment_intent_data.receipt_email',
  'payment_intent_data.transfer_group',
  'expand[]',
  ...lineItemParams,
] as const

const SHORTEST_SEC = 1_800
const LONGEST_SEC = 86_400

export function createCheckoutSession(work: Work, asked: Asked): Stripe.Checkout.Session {
  if (asked.mode === undefined) throw missingParameter('mode')
  if (asked.mode !== 'payment') throw notInSandbox(`mode=${asked.mode}`, 'mode')
  const uiMode = asked.ui_mode ?? 'hosted_page'
  if (uiMode !== 'hosted_page') throw notInSandbox(`ui_mode=${uiMode}`, 'ui_mode')
  checkUrl(asked.success_url, 'success_url')
  if (asked.cancel_url !== undefined) checkUrl(asked.cancel_url, 'cancel_url')

  const lineItems = createLineItems(work, asked.line_items ?? [])
  const types = offeredTypes({
    allowed: asked.allowed_payment_method_types,
    excluded: asked.excluded_payment_method_types,
  })
  const intentData = {
    ...asked.payment_intent_data,
    metadata: metadataFrom(asked.payment_intent_data?.metadata),
  }
  const session = { ...newSession(work, asked, expiryOf(work, asked)), ...totals(lineItems) }
  checkTotal(work.settings, totalOf(lineItems), 'line_items')
  const api = { ...session, payment_method_types: types }
  work.tables.session.put({ id: api.id, api, lineItems, intentData })
  schedule(work, 'expire_session', { target: api.id, at: api.expires_at })
  return api
}

/** Also what the clock does at `expires_at`. The PaymentIntent, if the buyer got that far, is cancelled. */
export function expireCheckoutSession(work: Work, record: SessionRecord): Stripe.Checkout.Session {
  const { api } = record
  if (api.status !== 'open') {
    throw invalidState(
      'Only Checkout Sessions with a status in ["open"] can be expired. ' +
        `This Checkout Session has a status of \`${api.status}\`.`,
    )
  }
  if (typeof api.payment_intent === 'string') cancelIntent(work, api.payment_intent)
  const expired: Stripe.Checkout.Session = { ...api, status: 'expired', url: null }
  work.tables.session.put({ ...record, api: expired })
  unschedule(work, 'expire_session', api.id)
  emit(work, 'checkout.session.expired', expired)
  return expired
}

/** The buyer has paid: this is the event that the shop waits for. */
export function completeCheckoutSession(work: Work, record: SessionRecord): void {
  const paid: Stripe.Checkout.Session = {
    ...record.api,
    status: 'complete',
    payment_status: 'paid',
    url: null,
  }
  work.tables.session.put({ ...record, api: paid })
  unschedule(work, 'expire_session', record.id)
  emit(work, 'checkout.session.completed', paid)
}

function newSession(
  { contract, now, origin }: Work,
  asked: Asked,
  expiresAt: number,
): Stripe.Checkout.Session {
  const id = newId('cs_test_', 58)
  return contract.complete<Stripe.Checkout.Session>('Object_checkout_session', {
    id,
    object: 'checkout.session',
    allowed_payment_method_types: asked.allowed_payment_method_types ?? null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    cancel_url: asked.cancel_url ?? null,
    client_reference_id: asked.client_reference_id ?? null,
    created: now,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer_creation: 'if_required',
    customer_email: asked.customer_email ?? null,
    expires_at: expiresAt,
    livemode: false,
    locale: (asked.locale ?? null) as Stripe.Checkout.Session['locale'],
    metadata: metadataFrom(asked.metadata),
    mode: 'payment',
    payment_method_collection: 'if_required',
    payment_method_options: {},
    payment_status: 'unpaid',
    shipping_options: [],
    status: 'open',
    submit_type: asked.submit_type ?? null,
    success_url: asked.success_url ?? null,
    ui_mode: 'hosted_page',
    url: `${origin}/c/pay/${id}`,
  })
}

function createLineItems(work: Work, asked: NonNullable<Asked['line_items']>): Stripe.LineItem[] {
  if (asked.length === 0) throw missingParameter('line_items')
  if (asked.length > 100)
    throw invalidParameter('There can be up to 100 line items.', { param: 'line_items' })
  const lineItems = asked.map((item, index) => createLineItem(work, item, `line_items[${index}]`))
  if (new Set(lineItems.map((item) => item.currency)).size > 1) {
    throw invalidParameter('All line items must use the same currency.', { param: 'line_items' })
  }
  return lineItems
}

function totalOf(lineItems: Stripe.LineItem[]) {
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0)
  return { amount, currency: lineItems[0]?.currency ?? '' }
}

function totals(lineItems: Stripe.LineItem[]) {
  const { amount, currency } = totalOf(lineItems)
  return {
    currency,
    amount_subtotal: amount,
    amount_total: amount,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  }
}

function expiryOf({ now }: Work, { expires_at: expiresAt = now + LONGEST_SEC }: Asked): number {
  if (expiresAt >= now + SHORTEST_SEC && expiresAt <= now + LONGEST_SEC) return expiresAt
  throw invalidParameter(
    'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.',
    { param: 'expires_at' },
  )
}

function checkUrl(url: string | undefined, param: string): void {
  if (url === undefined) throw missingParameter(param)
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return
  throw invalidParameter('Not a valid URL', { code: 'url_invalid', param })
}
