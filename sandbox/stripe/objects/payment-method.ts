import type Stripe from 'stripe'
import type { CardBehaviour, MethodRecord } from '../state/records.ts'
import { newId, type Work } from '../work.ts'

type TestCard = { brand: 'visa' | 'mastercard' | 'unionpay' } & CardBehaviour

/** Stripe's own published test numbers; any other number is refused on the page. */
const testCards: Record<string, TestCard> = {
  '4242424242424242': { brand: 'visa', outcome: 'approve' },
  '5555555555554444': { brand: 'mastercard', outcome: 'approve' },
  '6200000000000005': { brand: 'unionpay', outcome: 'approve' },
  '4000000000000077': { brand: 'visa', outcome: 'approve', bypassesPending: true },
  '4000000000000259': { brand: 'visa', outcome: 'approve', isDisputed: 'chargeback' },
  '4000000000001976': { brand: 'visa', outcome: 'approve', isDisputed: 'inquiry' },
  '4000000000000002': { brand: 'visa', outcome: 'decline', code: 'generic_decline' },
  '4000000000009995': { brand: 'visa', outcome: 'decline', code: 'insufficient_funds' },
  '4000002500003155': { brand: 'visa', outcome: 'challenge' },
  '4000002760003184': { brand: 'visa', outcome: 'challenge' },
}

/** What the buyer typed, already checked. The number itself is not kept. */
export type TypedCard = { number: string; expMonth: number; expYear: number; name: string | null }

export type Chosen =
  | { type: 'card'; email: string | null; card: TypedCard }
  | { type: 'alipay' | 'wechat_pay'; email: string | null }

export function isTestCard(number: string): boolean {
  return number in testCards
}

export function createMethod(work: Work, chosen: Chosen): MethodRecord {
  const { contract, tables, now } = work
  const card = chosen.type === 'card' ? testCards[chosen.card.number] : undefined
  const api = contract.complete<Stripe.PaymentMethod>('Object_payment_method', {
    id: newId('pm_1', 23),
    object: 'payment_method',
    type: chosen.type,
    allow_redisplay: 'limited',
    billing_details: billingDetails(chosen),
    created: now,
    livemode: false,
    metadata: {},
    ...(chosen.type === 'card'
      ? { card: cardDetails(work, chosen.card, card?.brand ?? 'visa') }
      : { [chosen.type]: {} }),
  })
  return tables.method.put({ id: api.id, api, type: chosen.type, ...(card && { card }) })
}

function billingDetails(chosen: Chosen): Stripe.PaymentMethod.BillingDetails {
  const name = chosen.type === 'card' ? chosen.card.name : null
  return { address: null, email: chosen.email, name, phone: null, tax_id: null }
}

function cardDetails(
  { contract }: Work,
  typed: TypedCard,
  brand: TestCard['brand'],
): Stripe.PaymentMethod.Card {
  return contract.complete<Stripe.PaymentMethod.Card>('PaymentMethods:PaymentMethod.Card', {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: brand === 'unionpay' ? 'CN' : 'US',
    display_brand: brand === 'unionpay' ? 'union_pay' : brand,
    exp_month: typed.expMonth,
    exp_year: typed.expYear,
    fingerprint: newId('', 16),
    funding: 'credit',
    last4: typed.number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
  })
}
