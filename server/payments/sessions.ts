import type Stripe from 'stripe'
import type { Locale } from '#shared/locale.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Payment, PaymentSession, SessionRequest } from './types.ts'

export const EXPAND_PAYMENT = ['payment_intent.latest_charge.balance_transaction']

const stripeLocale: Record<Locale, 'zh' | 'en'> = { 'zh-CN': 'zh', en: 'en' }

export function sessionParams(request: SessionRequest): Stripe.Checkout.SessionCreateParams {
  const { reference, lines, locale, successUrl, cancelUrl, expiresAt } = request
  const metadata = { reference }
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    client_reference_id: reference,
    metadata,
    line_items: lines.map(({ name, description, unitPriceFen, quantity }) => ({
      quantity,
      price_data: {
        currency: 'cny',
        unit_amount: unitPriceFen,
        product_data: { name, ...(description ? { description } : {}) },
      },
    })),
    allowed_payment_method_types: ['card', 'alipay', 'wechat_pay'],
    payment_method_options: { wechat_pay: { client: 'web' } },
    payment_intent_data: { metadata, transfer_group: reference },
    locale: stripeLocale[locale],
    success_url: successUrl,
    cancel_url: cancelUrl,
    expires_at: Math.floor(expiresAt.getTime() / 1000),
  }
}

/** @throws {Error} on a session that the shop cannot have made: no page while open, or paid without a charge */
export function readSession(session: Stripe.Checkout.Session): PaymentSession {
  const known = { sessionId: session.id, reference: session.client_reference_id }
  switch (session.status) {
    case 'open':
      if (!session.url) throw new Error(`Open checkout session without a page: ${session.id}`)
      return { ...known, state: 'open', url: session.url }
    case 'expired':
      // Stripe makes the PaymentIntent when the buyer first presses Pay.
      return { ...known, state: 'expired', tried: session.payment_intent !== null }
    default: {
      // Completed is not paid: a delayed method completes first and pays or fails later.
      if (session.payment_status !== 'paid')
        return hasFailed(session)
          ? { ...known, state: 'expired', tried: true }
          : { ...known, state: 'processing' }
      const payment = readPayment(session)
      return payment ? { ...known, state: 'paid', payment } : { ...known, state: 'processing' }
    }
  }
}

/** A completed session can't be paid again, so one whose payment failed afterwards is as good as expired. */
function hasFailed({ payment_intent }: Stripe.Checkout.Session): boolean {
  const { status } = expanded(payment_intent, 'payment_intent')
  return status === 'canceled' || status === 'requires_payment_method'
}

/** @returns null while Stripe has not yet worked out its fee (it may capture a moment after the page says paid) */
function readPayment(session: Stripe.Checkout.Session): Payment | null {
  const intent = expanded(session.payment_intent, 'payment_intent')
  const charge = expanded(intent.latest_charge, 'latest_charge')
  if (charge.balance_transaction === null) return null

  const settled = expanded(charge.balance_transaction, 'balance_transaction')
  const amountFen = fen(charge.amount)
  const feeFen = feeInFen(amountFen, settled)
  return {
    amountFen,
    feeFen,
    netFen: fen(amountFen - feeFen),
    method: charge.payment_method_details?.type ?? 'unknown',
    chargeId: charge.id,
    paymentIntentId: intent.id,
  }
}

/** Stripe may settle in another currency (CNY paid, HKD settled); its fee is then brought back in proportion. */
function feeInFen(
  amountFen: Fen,
  { currency, amount, fee }: { currency: string; amount: number; fee: number },
): Fen {
  if (currency === 'cny') return fen(fee)
  return fen(Math.round((fee * amountFen) / amount))
}

function expanded<T extends object>(field: T | string | null | undefined, name: string): T {
  if (field == null || typeof field === 'string') throw new Error(`Stripe left ${name} unexpanded`)
  return field
}
