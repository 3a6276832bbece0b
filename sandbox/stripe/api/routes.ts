import type Stripe from 'stripe'
import { accountParams, createAccount } from '../objects/account.ts'
import { currentBalance } from '../objects/balance.ts'
import { createCheckoutSession, expireCheckoutSession, sessionParams } from '../objects/checkout-session.ts'
import {
  findAccount,
  findCharge,
  findDispute,
  findEvent,
  findIntent,
  findPayout,
  findRefund,
  findSession,
  findTransaction,
  findTransfer,
} from '../objects/find.ts'
import { acceptDispute, answerDispute, disputeParams } from '../objects/dispute.ts'
import { createPayout, payoutParams } from '../objects/payout.ts'
import { createRefund, refundParams } from '../objects/refund.ts'
import {
  createReversal,
  createTransfer,
  reversalParams,
  reversalsOf,
  transferParams,
} from '../objects/transfer.ts'
import { listPage, listParams } from './list.ts'
import { listRoute, matches, retrieveRoute, route, type Route } from './route.ts'

const SESSIONS = '/v1/checkout/sessions'

const sessionRoutes: Route[] = [
  route<Stripe.Checkout.SessionCreateParams>(`POST ${SESSIONS}`, {
    ask: 'checkout_session_create',
    implements: sessionParams,
    answer: (work, params) => createCheckoutSession(work, params),
  }),
  route(`POST ${SESSIONS}/:id/expire`, {
    ask: 'checkout_session_expire',
    implements: ['expand[]'],
    answer: (work, _params, id) => expireCheckoutSession(work, findSession(work, id)),
  }),
  route<Stripe.Checkout.SessionListLineItemsParams>(`GET ${SESSIONS}/:id/line_items`, {
    ask: 'checkout_session_line_items',
    implements: listParams,
    answer: (work, params, id) =>
      listPage(`${SESSIONS}/${id}/line_items`, findSession(work, id).lineItems, params),
  }),
  retrieveRoute(SESSIONS, 'checkout_session_retrieve', (work, id) => findSession(work, id).api),
  listRoute<Stripe.Checkout.SessionListParams>(SESSIONS, {
    ask: 'checkout_session_list',
    filters: ['payment_intent', 'status'],
    items: ({ tables }, { payment_intent, status }) =>
      apis(tables.session.newestFirst()).filter((session) => matches(session, { payment_intent, status })),
  }),
]

const paymentRoutes: Route[] = [
  retrieveRoute('/v1/payment_intents', 'payment_intent_retrieve', (work, id) => findIntent(work, id).api),
  listRoute<Stripe.PaymentIntentListParams>('/v1/payment_intents', {
    ask: 'payment_intent_list',
    items: ({ tables }) => apis(tables.intent.newestFirst()),
  }),
  retrieveRoute('/v1/charges', 'charge_retrieve', (work, id) => findCharge(work, id).api),
  listRoute<Stripe.ChargeListParams>('/v1/charges', {
    ask: 'charge_list',
    filters: ['payment_intent', 'transfer_group'],
    items: ({ tables }, { payment_intent, transfer_group }) =>
      apis(tables.charge.newestFirst()).filter((charge) =>
        matches(charge, { payment_intent, transfer_group }),
      ),
  }),
  retrieveRoute('/v1/balance_transactions', 'balance_transaction_retrieve', (work, id) =>
    findTransaction(work, id),
  ),
  listRoute<Stripe.BalanceTransactionListParams>('/v1/balance_transactions', {
    ask: 'balance_transaction_list',
    filters: ['source', 'type', 'currency'],
    items: ({ tables }, { source, type, currency }) =>
      apis(tables.balanceTransaction.newestFirst()).filter((line) =>
        matches(line, { source, type, currency }),
      ),
  }),
  route('GET /v1/balance', {
    ask: 'balance_retrieve',
    implements: ['expand[]'],
    answer: (work) => currentBalance(work),
  }),
]

const payoutRoutes: Route[] = [
  route<Stripe.PayoutCreateParams>('POST /v1/payouts', {
    ask: 'payout_create',
    implements: payoutParams,
    answer: (work, params) => createPayout(work, params),
  }),
  retrieveRoute('/v1/payouts', 'payout_retrieve', (work, id) => findPayout(work, id)),
  listRoute<Stripe.PayoutListParams>('/v1/payouts', {
    ask: 'payout_list',
    filters: ['status'],
    items: ({ tables }, { status }) =>
      apis(tables.payout.newestFirst()).filter((payout) => matches(payout, { status })),
  }),
]

const connectRoutes: Route[] = [
  route<Stripe.AccountCreateParams>('POST /v1/accounts', {
    ask: 'account_create',
    implements: accountParams,
    answer: (work, params) => createAccount(work, params),
  }),
  retrieveRoute('/v1/accounts', 'account_retrieve', (work, id) => findAccount(work, id)),
  route<Stripe.TransferCreateParams>('POST /v1/transfers', {
    ask: 'transfer_create',
    implements: transferParams,
    answer: (work, params) => createTransfer(work, params),
  }),
  retrieveRoute('/v1/transfers', 'transfer_retrieve', (work, id) => findTransfer(work, id)),
  listRoute<Stripe.TransferListParams>('/v1/transfers', {
    ask: 'transfer_list',
    filters: ['destination', 'transfer_group'],
    items: ({ tables }, { destination, transfer_group }) =>
      apis(tables.transfer.newestFirst()).filter((transfer) =>
        matches(transfer, { destination, transfer_group }),
      ),
  }),
  route<Stripe.TransferCreateReversalParams>('POST /v1/transfers/:id/reversals', {
    ask: 'transfer_reversal_create',
    implements: reversalParams,
    answer: (work, params, id) => createReversal(work, id, params),
  }),
  route<Stripe.TransferListReversalsParams>('GET /v1/transfers/:id/reversals', {
    ask: 'transfer_reversal_list',
    implements: listParams,
    answer: (work, params, id) => reversalsOf(work, findTransfer(work, id).id, params),
  }),
]

const refundRoutes: Route[] = [
  route<Stripe.RefundCreateParams>('POST /v1/refunds', {
    ask: 'refund_create',
    implements: refundParams,
    answer: (work, params) => createRefund(work, params),
  }),
  retrieveRoute('/v1/refunds', 'refund_retrieve', (work, id) => findRefund(work, id)),
  listRoute<Stripe.RefundListParams>('/v1/refunds', {
    ask: 'refund_list',
    filters: ['charge', 'payment_intent'],
    items: ({ tables }, { charge, payment_intent }) =>
      apis(tables.refund.newestFirst()).filter((refund) => matches(refund, { charge, payment_intent })),
  }),
]

const disputeRoutes: Route[] = [
  retrieveRoute('/v1/disputes', 'dispute_retrieve', (work, id) => findDispute(work, id)),
  listRoute<Stripe.DisputeListParams>('/v1/disputes', {
    ask: 'dispute_list',
    filters: ['charge', 'payment_intent'],
    items: ({ tables }, { charge, payment_intent }) =>
      apis(tables.dispute.newestFirst()).filter((dispute) => matches(dispute, { charge, payment_intent })),
  }),
  route<Stripe.DisputeUpdateParams>('POST /v1/disputes/:id', {
    ask: 'dispute_update',
    implements: disputeParams,
    answer: (work, params, id) => answerDispute(work, findDispute(work, id), params),
  }),
  route('POST /v1/disputes/:id/close', {
    ask: 'dispute_close',
    implements: ['expand[]'],
    answer: (work, _params, id) => acceptDispute(work, findDispute(work, id)),
  }),
]

const eventRoutes: Route[] = [
  retrieveRoute('/v1/events', 'event_retrieve', (work, id) => findEvent(work, id)),
  listRoute<Stripe.EventListParams>('/v1/events', {
    ask: 'event_list',
    filters: ['type', 'types[]'],
    items: ({ tables }, { type, types }) =>
      apis(tables.event.newestFirst()).filter((event) => isOfType(event.type, type, types)),
  }),
]

export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...paymentRoutes,
  ...payoutRoutes,
  ...connectRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...eventRoutes,
]

function apis<Api>(rows: { api: Api }[]): Api[] {
  return rows.map((row) => row.api)
}

/** `charge.*` stands for every event of a charge. */
function isOfType(found: string, type: string | undefined, types: string[] | undefined): boolean {
  const wanted = [...(types ?? []), ...(type ? [type] : [])]
  return (
    wanted.length === 0 ||
    wanted.some((one) => one === found || (one.endsWith('.*') && found.startsWith(one.slice(0, -1))))
  )
}
