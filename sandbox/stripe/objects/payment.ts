import { invalidState } from '../api/errors.ts'
import type { IntentRecord, MethodRecord, SessionRecord } from '../state/records.ts'
import type { Work } from '../work.ts'
import { createDeclinedCharge, createPaidCharge } from './charge.ts'
import { completeCheckoutSession } from './checkout-session.ts'
import { openDispute } from './dispute.ts'
import { findIntent, findSession } from './find.ts'
import { createIntent, failIntent, requireAction, succeedIntent } from './payment-intent.ts'
import { createMethod, type Chosen } from './payment-method.ts'

export type Payment =
  | { kind: 'paid' }
  | { kind: 'declined'; code: string }
  /** `path` is the sandbox page where the buyer goes on. */
  | { kind: 'elsewhere'; path: string }

/** The buyer presses Pay on the hosted page. */
export function pay(work: Work, sessionId: string, chosen: Chosen): Payment {
  const session = withEmail(work, findSession(work, sessionId), chosen.email)
  if (session.api.status !== 'open') throw invalidState('This Checkout Session is no longer open.')
  const intent = intentOf(work, session)
  const method = createMethod(work, chosen)

  if (method.card?.outcome === 'decline') return decline(work, intent, { ...method, code: method.card.code })
  if (method.card?.outcome === 'approve') return collect(work, intent, method)
  requireAction(work, intent, method)
  return { kind: 'elsewhere', path: actionPath(intent.id, method) }
}

/** The buyer has answered the bank's, Alipay's or WeChat's page. A late answer changes nothing. */
export function answerAction(work: Work, intentId: string, approved: boolean): void {
  const intent = findIntent(work, intentId)
  const { payment_method: methodId, status } = intent.api
  const method = typeof methodId === 'string' ? work.tables.method.get(methodId) : undefined
  if (status !== 'requires_action' || !method) return
  if (approved) collect(work, intent, method)
  else giveUp(work, intent, method)
}

function collect(work: Work, intent: IntentRecord, method: MethodRecord): Payment {
  const charge = createPaidCharge(work, intent, method)
  succeedIntent(work, intent, { charge: charge.id, method: method.id })
  completeCheckoutSession(work, findSession(work, intent.sessionId))
  const how = method.card?.outcome === 'approve' && method.card.isDisputed
  if (how) openDispute(work, charge.id, { inquiry: how === 'inquiry' })
  return { kind: 'paid' }
}

function decline(work: Work, intent: IntentRecord, method: MethodRecord & { code: string }): Payment {
  const charge = createDeclinedCharge(work, intent, method)
  failIntent(work, intent, {
    charge: charge.id,
    error: {
      charge: charge.id,
      code: 'card_declined',
      decline_code: method.code,
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: 'Your card was declined.',
      payment_method: method.api,
      type: 'card_error',
    },
  })
  return { kind: 'declined', code: method.code }
}

function giveUp(work: Work, intent: IntentRecord, method: MethodRecord): void {
  const isCard = method.type === 'card'
  failIntent(work, intent, {
    error: {
      code: isCard ? 'payment_intent_authentication_failure' : 'payment_method_provider_decline',
      message: isCard
        ? 'We are unable to authenticate your payment method.'
        : 'The payment was not completed with the provider.',
      payment_method: method.api,
      type: isCard ? 'card_error' : 'invalid_request_error',
    },
  })
}

function intentOf(work: Work, session: SessionRecord): IntentRecord {
  if (typeof session.api.payment_intent === 'string') return findIntent(work, session.api.payment_intent)
  const intent = createIntent(work, session)
  work.tables.session.put({ ...session, api: { ...session.api, payment_intent: intent.id } })
  return intent
}

function withEmail(work: Work, session: SessionRecord, email: string | null): SessionRecord {
  const details = {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none' as const,
    tax_ids: [],
  }
  return work.tables.session.put({ ...session, api: { ...session.api, customer_details: details } })
}

function actionPath(intentId: string, { type }: MethodRecord): string {
  if (type === 'alipay') return `/alipay/${intentId}`
  return type === 'wechat_pay' ? `/wechat-pay/${intentId}` : `/authenticate/${intentId}`
}
