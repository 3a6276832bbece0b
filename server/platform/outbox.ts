import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { Db, Tx } from './db.ts'
import type { Log } from './log.ts'

/** What may leave by the outbox, and with what. A new topic is a new line here. */
export const outboxTopics = {
  'order:paid': z.object({ orderId: z.string() }),
  'order:refund_due': z.object({ orderId: z.string() }),
  'order:refunded': z.object({ orderId: z.string() }),
}
export type OutboxTopic = keyof typeof outboxTopics
export type OutboxNews = {
  [T in OutboxTopic]: { topic: T; payload: z.infer<(typeof outboxTopics)[T]> }
}[OutboxTopic]

/** Writes news in the transaction that makes it true; it leaves after the commit, at least once. */
export async function writeOutbox(tx: Tx, news: readonly OutboxNews[]): Promise<void> {
  if (news.length > 0) await tx.outboxMessage.createMany({ data: news.map((one) => ({ ...one })) })
}

export type Outbox = {
  on<T extends OutboxTopic>(
    topic: T,
    handle: (payload: z.infer<(typeof outboxTopics)[T]>) => Promise<void>,
  ): void
  /** Relays what has not left yet, oldest first; safe on many nodes at once. @returns how many left */
  relay(limit?: number): Promise<number>
}

type Handler = (payload: never) => Promise<void>

/** Handlers must be idempotent: a crash between handling and marking sends the same news again. */
export function createOutbox({ db, clock, log }: { db: Db; clock: Clock; log: Log }): Outbox {
  const handlers = new Map<OutboxTopic, Handler[]>()

  async function handle(row: { id: bigint; topic: string; payload: unknown }) {
    const topic = row.topic as OutboxTopic
    const payload = outboxTopics[topic].parse(row.payload)
    for (const handler of handlers.get(topic) ?? []) await handler(payload as never)
  }

  return {
    on(topic, handler) {
      handlers.set(topic, [...(handlers.get(topic) ?? []), handler as Handler])
    },
    relay: (limit = 100) =>
      db.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ id: bigint; topic: string; payload: unknown }[]>`
          select id, topic, payload from outbox_message
          where relayed_at is null order by id limit ${limit} for update skip locked`
        const relayed: bigint[] = []
        for (const row of rows) {
          try {
            await handle(row)
            relayed.push(row.id)
          } catch (error) {
            log.error(
              { error, outboxId: String(row.id), topic: row.topic },
              'news did not leave; it will be tried again',
            )
          }
        }
        if (relayed.length > 0)
          await tx.outboxMessage.updateMany({
            where: { id: { in: relayed } },
            data: { relayedAt: clock.now() },
          })
        return relayed.length
      }),
  }
}
