import type { Payments } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Disputes } from './disputes.ts'
import type { Refunds } from './refunds.ts'
import type { Checkout } from './types.ts'

type WebhooksDeps = {
  db: Db
  clock: Clock
  payments: Pick<Payments, 'verifyWebhook' | 'recordEvent' | 'markEventApplied'>
  reconcile: Checkout['reconcile']
  refunds: Pick<Refunds, 'reconcileRefund'>
  disputes: Pick<Disputes, 'bookDispute'>
  bookPayout(payoutId: string): Promise<void>
}

/** Stripe's letters. Each only says of what there is news; whose it is asks Stripe what became of it. */
export function createWebhooks(deps: WebhooksDeps): Pick<Checkout, 'receiveWebhook'> {
  const { db, clock, payments, reconcile, refunds, disputes, bookPayout } = deps

  async function hearOfDispute(disputeId: string) {
    const booked = await disputes.bookDispute(disputeId)
    if (!booked.ok) throw new Error(`Stripe can't be asked about dispute ${disputeId}`)
  }

  return {
    async receiveWebhook(rawBody, signature) {
      const event = payments.verifyWebhook(rawBody, signature)
      if (!event) return 'bad_signature'
      if ((await payments.recordEvent(db, event, clock.now())) === 'applied') return 'seen'

      if (event.about === 'checkout_session') await reconcile(event.objectId, 'webhook')
      if (event.about === 'refund') await refunds.reconcileRefund(event.objectId)
      if (event.about === 'payout') await bookPayout(event.objectId)
      if (event.about === 'dispute') await hearOfDispute(event.objectId)
      // Marked after the effect, which is idempotent: a crash between the two makes Stripe send it again.
      await payments.markEventApplied(db, event.eventId, clock.now())
      return 'applied'
    },
  }
}
