import type { LiveState } from '#shared/live.ts'
import type { Db } from '#server/platform/db.ts'

export type StreamKeyStore = ReturnType<typeof createStreamKeyStore>

export function createStreamKeyStore(db: Db) {
  return {
    async set(liveSessionId: string, key: { keyHash: Buffer; madeAt: Date }): Promise<void> {
      const fresh = { keyHash: new Uint8Array(key.keyHash), madeAt: key.madeAt, takeOverUntil: null }
      await db.streamKey.upsert({
        where: { liveSessionId },
        create: { liveSessionId, ...fresh },
        update: fresh,
      })
    },

    /** @returns whether the session has a key */
    async letTakeOver(liveSessionId: string, takeOverUntil: Date): Promise<boolean> {
      const { count } = await db.streamKey.updateMany({ where: { liveSessionId }, data: { takeOverUntil } })
      return count === 1
    },
    /** @returns whether it was let; of two that come at once, one */
    async useTakeOver(liveSessionId: string, now: Date): Promise<boolean> {
      const { count } = await db.streamKey.updateMany({
        where: { liveSessionId, takeOverUntil: { gt: now } },
        data: { takeOverUntil: null },
      })
      return count === 1
    },

    /** @returns null: the session has none */
    async find(liveSessionId: string) {
      const row = await db.streamKey.findUnique({
        where: { liveSessionId },
        include: { liveSession: { select: { state: true } } },
      })
      if (!row) return null
      const { keyHash, liveSession } = row
      return { keyHash, state: liveSession.state as LiveState }
    },
  }
}
