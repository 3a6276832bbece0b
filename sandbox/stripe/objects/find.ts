import type Stripe from 'stripe'
import { noSuch } from '../api/errors.ts'
import type { ChargeRecord, IntentRecord, SessionRecord } from '../state/records.ts'
import type { Work } from '../work.ts'

export function findSession({ tables }: Work, id: string): SessionRecord {
  return found(tables.session.get(id), 'checkout.session', id)
}

export function findIntent({ tables }: Work, id: string, param?: string): IntentRecord {
  return found(tables.intent.get(id), 'payment_intent', id, param)
}

export function findCharge({ tables }: Work, id: string, param?: string): ChargeRecord {
  return found(tables.charge.get(id), 'charge', id, param)
}

export function findRefund({ tables }: Work, id: string): Stripe.Refund {
  return found(tables.refund.get(id), 'refund', id).api
}

export function findDispute({ tables }: Work, id: string): Stripe.Dispute {
  return found(tables.dispute.get(id), 'dispute', id).api
}

export function findPayout({ tables }: Work, id: string): Stripe.Payout {
  return found(tables.payout.get(id), 'payout', id).api
}

export function findAccount({ tables }: Work, id: string, param?: string): Stripe.Account {
  return found(tables.account.get(id), 'destination', id, param).api
}

export function findTransfer({ tables }: Work, id: string): Stripe.Transfer {
  return found(tables.transfer.get(id), 'transfer', id).api
}

export function findTransaction({ tables }: Work, id: string): Stripe.BalanceTransaction {
  return found(tables.balanceTransaction.get(id), 'balance_transaction', id).api
}

export function findEvent({ tables }: Work, id: string): Stripe.Event {
  return found(tables.event.get(id), 'event', id).api
}

function found<Row>(row: Row | undefined, kind: string, ...where: [id: string, param?: string]): Row {
  if (row === undefined) throw noSuch(kind, ...where)
  return row
}
