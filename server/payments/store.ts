import type { Tx } from '#server/platform/db.ts'
import type { PaymentEvent } from './types.ts'

export async function recordEvent(tx: Tx, { eventId, type, objectId }: PaymentEvent, at: Date) {
  const { count } = await tx.paymentEvent.createMany({
    data: [{ id: eventId, type, objectId, receivedAt: at }],
    skipDuplicates: true,
  })
  if (count === 1) return 'new'
  const known = await tx.paymentEvent.findUniqueOrThrow({ where: { id: eventId } })
  return known.appliedAt ? 'applied' : 'unfinished'
}

export async function markEventApplied(tx: Tx, eventId: string, at: Date) {
  await tx.paymentEvent.updateMany({ where: { id: eventId, appliedAt: null }, data: { appliedAt: at } })
}
