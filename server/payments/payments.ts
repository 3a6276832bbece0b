import Stripe from 'stripe'
import type { Log } from '#server/platform/log.ts'
import { accept, refuse } from '#shared/result.ts'
import { readBalance, readPayout } from './balance.ts'
import { makeTransfer, readAccount, takeTransferBack } from './connect.ts'
import { connectStripe, isOutage, type StripeEnv } from './client.ts'
import { disputePage, readDispute } from './disputes.ts'
import { idempotencyKey } from './idempotency.ts'
import { makeRefund, readRefund } from './refunds.ts'
import { EXPAND_PAYMENT, readSession, sessionParams } from './sessions.ts'
import { markEventApplied, recordEvent } from './store.ts'
import type { PaymentEvent, Payments, SessionRequest } from './types.ts'

/** An id becomes part of an address: other letters are no id, and Stripe does not even say so in its own way. */
const STRIPE_ID = /^\w+$/

export function createPayments({ env, log }: { env: StripeEnv; log: Log }): Payments {
  const stripe = connectStripe(env)

  /** Stripe away is a refusal, for the caller to wait; Stripe refusing is a bug of ours, and throws. */
  async function ask<Value>(what: string, question: () => Promise<Value>) {
    try {
      return accept(await question())
    } catch (error) {
      if (!isOutage(error)) throw error
      log.warn({ error, what }, 'Stripe could not be asked')
      return refuse({ kind: 'payment_unavailable' })
    }
  }

  /** The same where the answer may itself be a refusal. */
  async function askFor<Answer>(what: string, question: () => Promise<Answer>) {
    const answer = await ask(what, question)
    return answer.ok ? answer.value : answer
  }

  async function createSession(request: SessionRequest) {
    const params = sessionParams(request)
    const { id, url } = await stripe.checkout.sessions.create(params, {
      idempotencyKey: idempotencyKey('checkout', request.reference, params),
    })
    if (!url) throw new Error(`Stripe made a checkout session without a page: ${id}`)
    return { sessionId: id, url }
  }

  async function session(sessionId: string) {
    return readSession(await stripe.checkout.sessions.retrieve(sessionId, { expand: EXPAND_PAYMENT }))
  }

  async function findSession(sessionId: string) {
    if (!STRIPE_ID.test(sessionId)) return null
    try {
      return await session(sessionId)
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
        return null
      throw error
    }
  }

  async function expireSession(sessionId: string) {
    try {
      return readSession(await stripe.checkout.sessions.expire(sessionId))
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
      // Stripe's refusal says why in words only, so the session itself is asked.
      const known = await session(sessionId)
      if (known.state === 'open') throw error
      return known
    }
  }

  return {
    isReachable: async () => (await ask('reach', () => stripe.balance.retrieve())).ok,
    createSession: (request) => ask('create session', () => createSession(request)),
    session: (sessionId) => ask('session', () => session(sessionId)),
    findSession: (sessionId) => ask('find session', () => findSession(sessionId)),
    expireSession: (sessionId) => ask('expire session', () => expireSession(sessionId)),
    refund: (request) => askFor('refund', () => makeRefund(stripe, request)),
    refundState: (stripeRefundId) =>
      ask('refund state', async () => readRefund(await stripe.refunds.retrieve(stripeRefundId))),
    dispute: (disputeId) => ask('dispute', () => readDispute(stripe, disputeId)),
    disputePage: (disputeId) => disputePage(env, disputeId),
    balance: (after) => askFor('balance', () => readBalance(stripe, after)),
    payout: (payoutId) => ask('payout', () => readPayout(stripe, payoutId)),
    connectedAccount: (accountId) => ask('connected account', () => readAccount(stripe, accountId)),
    transfer: (request) => ask('transfer', () => makeTransfer(stripe, request)),
    takeTransferBack: (reference) => ask('reversal', () => takeTransferBack(stripe, reference)),
    verifyWebhook: (rawBody, signature) =>
      readEvent(stripe, { rawBody, signature, secret: env.STRIPE_WEBHOOK_SECRET }),
    recordEvent,
    markEventApplied,
  }
}

function readEvent(
  stripe: Stripe,
  { rawBody, signature, secret }: { rawBody: string; signature: string; secret: string },
): PaymentEvent | null {
  try {
    const { id, type, data } = stripe.webhooks.constructEvent(rawBody, signature, secret)
    const object = data.object as { object?: string; id?: string }
    return { eventId: id, type, objectId: object.id ?? '', about: subject(object.object) }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null
    throw error
  }
}

function subject(object: string | undefined): PaymentEvent['about'] {
  if (object === 'checkout.session') return 'checkout_session'
  return object === 'refund' || object === 'payout' || object === 'dispute' ? object : 'other'
}
