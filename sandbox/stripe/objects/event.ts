import type Stripe from 'stripe'
import { newId, type Work } from '../work.ts'

export type EventType =
  | 'charge.dispute.closed'
  | 'charge.dispute.created'
  | 'charge.dispute.funds_reinstated'
  | 'charge.dispute.funds_withdrawn'
  | 'charge.dispute.updated'
  | 'charge.failed'
  | 'charge.refund.updated'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'checkout.session.completed'
  | 'checkout.session.expired'
  | 'payment_intent.canceled'
  | 'payment_intent.created'
  | 'payment_intent.payment_failed'
  | 'payment_intent.requires_action'
  | 'payment_intent.succeeded'
  | 'account.updated'
  | 'payout.created'
  | 'payout.failed'
  | 'payout.paid'
  | 'payout.updated'
  | 'refund.created'
  | 'refund.updated'
  | 'transfer.created'
  | 'transfer.reversed'

/** How many events are kept: the oldest make room, as Stripe's do after 30 days. */
const EVENTS_KEPT = 5_000

/** Records that something happened, and queues it for the webhook as the chaos switches say. */
export function emit(
  work: Work,
  type: EventType,
  ...[object, previous]: [object: object, previous?: Record<string, unknown>]
): void {
  work.contract.checkObject(object, `event ${type}`)
  const deliveries = queued(work)
  const event = work.contract.complete<Stripe.EventBase>('Object_event', {
    id: newId('evt_1', 23),
    object: 'event',
    api_version: work.contract.apiVersion,
    created: work.now,
    data: {
      object: structuredClone(object),
      ...(previous && { previous_attributes: previous }),
    } as Stripe.Event.Data,
    livemode: false,
    pending_webhooks: deliveries.length > 0 ? 1 : 0,
    request: { id: work.cause.requestId, idempotency_key: work.cause.idempotencyKey },
    type,
  })
  work.contract.checkObject(event, `event ${type}`)
  work.tables.event.put({ id: event.id, api: event as Stripe.Event })
  for (const at of deliveries) {
    work.tables.delivery.put({ id: newId('delivery_'), eventId: event.id, attempt: 1, at })
  }
  forgetOldest(work)
}

/** When to deliver, in wall-clock milliseconds: never if dropped, twice if duplicated. */
function queued({ settings, chaos }: Work): number[] {
  if (!settings.webhook || settings.chance() < chaos.drop) return []
  const soon = () => settings.wallNow() + chaos.delayMs + settings.chance() * chaos.shuffleMs
  return settings.chance() < chaos.duplicate ? [soon(), soon()] : [soon()]
}

function forgetOldest({ tables }: Work): void {
  if (tables.event.size <= EVENTS_KEPT) return
  const [oldest] = tables.event.oldestFirst()
  if (oldest) tables.event.drop(oldest.id)
}
