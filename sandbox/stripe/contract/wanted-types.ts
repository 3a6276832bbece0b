// What the sandbox speaks, named once. generate.ts turns every export into a JSON Schema definition.
// Ask_… are the parameters of a request, Object_… what an answer or an event carries.
import type Stripe from 'stripe'

export type Ask_checkout_session_create = Stripe.Checkout.SessionCreateParams
export type Ask_checkout_session_retrieve = Stripe.Checkout.SessionRetrieveParams
export type Ask_checkout_session_list = Stripe.Checkout.SessionListParams
export type Ask_checkout_session_line_items = Stripe.Checkout.SessionListLineItemsParams
export type Ask_checkout_session_expire = Stripe.Checkout.SessionExpireParams
export type Ask_payment_intent_retrieve = Stripe.PaymentIntentRetrieveParams
export type Ask_payment_intent_list = Stripe.PaymentIntentListParams
export type Ask_charge_retrieve = Stripe.ChargeRetrieveParams
export type Ask_charge_list = Stripe.ChargeListParams
export type Ask_balance_transaction_retrieve = Stripe.BalanceTransactionRetrieveParams
export type Ask_balance_transaction_list = Stripe.BalanceTransactionListParams
export type Ask_refund_create = Stripe.RefundCreateParams
export type Ask_refund_retrieve = Stripe.RefundRetrieveParams
export type Ask_refund_list = Stripe.RefundListParams
export type Ask_balance_retrieve = Stripe.BalanceRetrieveParams
export type Ask_payout_create = Stripe.PayoutCreateParams
export type Ask_payout_retrieve = Stripe.PayoutRetrieveParams
export type Ask_payout_list = Stripe.PayoutListParams
export type Ask_account_create = Stripe.AccountCreateParams
export type Ask_account_retrieve = Stripe.AccountRetrieveParams
export type Ask_transfer_create = Stripe.TransferCreateParams
export type Ask_transfer_retrieve = Stripe.TransferRetrieveParams
export type Ask_transfer_list = Stripe.TransferListParams
export type Ask_transfer_reversal_create = Stripe.TransferCreateReversalParams
export type Ask_transfer_reversal_list = Stripe.TransferListReversalsParams
export type Ask_dispute_retrieve = Stripe.DisputeRetrieveParams
export type Ask_dispute_list = Stripe.DisputeListParams
export type Ask_dispute_update = Stripe.DisputeUpdateParams
export type Ask_dispute_close = Stripe.DisputeCloseParams
export type Ask_event_retrieve = Stripe.EventRetrieveParams
export type Ask_event_list = Stripe.EventListParams

export type Object_checkout_session = Stripe.Checkout.Session
export type Object_item = Stripe.LineItem
export type Object_payment_intent = Stripe.PaymentIntent
export type Object_charge = Stripe.Charge
export type Object_balance_transaction = Stripe.BalanceTransaction
export type Object_balance = Stripe.Balance
export type Object_payout = Stripe.Payout
export type Object_account = Stripe.Account
export type Object_transfer = Stripe.Transfer
export type Object_transfer_reversal = Stripe.TransferReversal
export type Object_refund = Stripe.Refund
export type Object_dispute = Stripe.Dispute
export type Object_payment_method = Stripe.PaymentMethod
export type Object_product = Stripe.Product
export type Object_price = Stripe.Price
// The envelope alone: what an event carries in `data.object` is checked by its own kind.
export type Object_event = Omit<Stripe.EventBase, 'data'> & {
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
}
