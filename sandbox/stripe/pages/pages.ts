import type { IncomingHttpHeaders } from 'node:http'
import type Stripe from 'stripe'
import { decideDispute, escalateDispute } from '../objects/dispute.ts'
import { answerAction, pay } from '../objects/payment.ts'
import type { Sandbox } from '../sandbox.ts'
import type { IntentRecord, SessionRecord } from '../state/records.ts'
import { byItself } from '../work.ts'
import { actionPage, type ActionKind } from './action-page.ts'
import { checkTyped, typedFrom, untouched } from './card-form.ts'
import { checkoutPage, expiredPage, notFoundPage } from './checkout-page.ts'
import { codePicture } from './code-picture.ts'
import { disputePage } from './dispute-page.ts'
import type { Markup } from './markup.ts'
import { wordsFor, type Words } from './words.ts'

export type PageRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string }
export type PageAnswer = { status: number; headers: Record<string, string>; body: string }

const paths = /^\/(?<page>c\/pay|authenticate|alipay|wechat-pay|code|disputes)\/(?<id>\w+)(?:\.svg)?$/

/** The hosted pages: what a buyer sees in place of checkout.stripe.com, the bank and the wallets. */
export function createPages(sandbox: Sandbox): (request: PageRequest) => Promise<PageAnswer> {
  const { tables } = sandbox.store

  return async function answer(request) {
    const { page = '', id = '' } = paths.exec(request.path)?.groups ?? {}
    // Whatever the clock made due comes first: an expired session must not be paid.
    await sandbox.run(byItself, () => undefined)
    const session = tables.session.get(id)
    if (page === 'c/pay' && session) return checkout(sandbox, session, request)
    const disputed = tables.dispute.get(id)
    if (page === 'disputes' && disputed) return dispute(sandbox, disputed.api, request)
    const intent = tables.intent.get(id)
    if (intent && page === 'code') return picture(codePicture(id))
    if (intent && page !== 'c/pay' && page !== 'disputes')
      return action(sandbox, { kind: page as ActionKind, intent }, request)
    return shown(404, notFoundPage(wordsFor(null, request.headers['accept-language'])))
  }
}

async function checkout(sandbox: Sandbox, record: SessionRecord, request: PageRequest): Promise<PageAnswer> {
  const words = wordsOf(record, request)
  const { api } = record
  if (api.status === 'complete') return seeOther(successUrl(record))
  if (api.status === 'expired') return shown(200, expiredPage(words, api), record)
  if (request.method !== 'POST') {
    const typed = { ...untouched, email: api.customer_email ?? '', method: api.payment_method_types[0] ?? '' }
    return shown(200, checkoutPage(words, { record, typed, error: lastFailure(sandbox, record) }), record)
  }
  const typed = typedFrom(request.body)
  const checked = checkTyped(typed, { types: api.payment_method_types, now: sandbox.now() })
  if (!checked.ok) return shown(400, checkoutPage(words, { record, typed, error: checked.error }), record)

  const payment = await sandbox.run(byItself, (work) => pay(work, record.id, checked.chosen))
  if (payment.kind === 'paid') return seeOther(successUrl(record))
  if (payment.kind === 'elsewhere') return seeOther(payment.path)
  const error = payment.code === 'insufficient_funds' ? 'noFunds' : 'declined'
  return shown(402, checkoutPage(words, { record, typed, error }), record)
}

type Action = { kind: ActionKind; intent: IntentRecord }

async function action(sandbox: Sandbox, { kind, intent }: Action, request: PageRequest): Promise<PageAnswer> {
  const session = sandbox.store.tables.session.get(intent.sessionId)
  const onward = `/c/pay/${intent.sessionId}`
  if (!session || intent.api.status !== 'requires_action') return seeOther(onward)
  if (request.method !== 'POST')
    return shown(200, actionPage(wordsOf(session, request), kind, intent), session)
  const approved = new URLSearchParams(request.body).get('outcome') === 'approve'
  await sandbox.run(byItself, (work) => answerAction(work, intent.id, approved))
  return seeOther(approved ? successUrl(session) : onward)
}

async function dispute(sandbox: Sandbox, api: Stripe.Dispute, request: PageRequest): Promise<PageAnswer> {
  const words = wordsFor(null, request.headers['accept-language'])
  if (request.method !== 'POST') return shown(200, disputePage(words, api))
  const outcome = new URLSearchParams(request.body).get('outcome')
  await sandbox.run(byItself, (work) =>
    outcome === 'escalate'
      ? escalateDispute(work, api)
      : decideDispute(work, api, outcome === 'won' ? 'won' : 'lost'),
  )
  return seeOther(`/disputes/${api.id}`)
}

/** A buyer who comes back from a bank or wallet that refused is told so. A declined card was told at once. */
function lastFailure(sandbox: Sandbox, { api }: SessionRecord): keyof Words['errors'] | undefined {
  const intent =
    typeof api.payment_intent === 'string' ? sandbox.store.tables.intent.get(api.payment_intent) : undefined
  return intent?.api.last_payment_error ? 'notCompleted' : undefined
}

function successUrl({ id, api }: SessionRecord): string {
  return (api.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', id)
}

function wordsOf({ api }: SessionRecord, request: PageRequest): Words {
  return wordsFor(api.locale, request.headers['accept-language'])
}

function shown(status: number, page: Markup, session?: SessionRecord): PageAnswer {
  // Chromium applies form-action to the redirect after a POST, so the shop's own origin must be named.
  const back = session?.api.success_url ? ` ${new URL(session.api.success_url).origin}` : ''
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'${back}; frame-ancestors 'none'; base-uri 'none'`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return { status, headers, body: page.markup }
}

function picture(svg: string): PageAnswer {
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: svg }
}

function seeOther(location: string): PageAnswer {
  return { status: 303, headers: { location }, body: '' }
}
