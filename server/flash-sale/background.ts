import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#server/platform/log.ts'

/** While the database restarts, news waits for it. */
const RETRY_MS = 250
const ATTEMPTS = 120

export type Background = ReturnType<typeof createBackground>

/** Work that nobody waits for. It only reads, so that it may be tried until the database answers again. */
export function createBackground(log: Log) {
  const running = new Set<Promise<void>>()
  let isClosed = false

  async function persist(work: () => Promise<void>) {
    for (let attempt = 1; ; attempt++)
      try {
        return await work()
      } catch (error) {
        if (isClosed || attempt === ATTEMPTS) throw error
        if (attempt === 1) log.warn({ error }, 'news of a sale waits for the database')
        await sleep(RETRY_MS)
      }
  }
  return {
    inBackground(work: () => Promise<void>) {
      if (isClosed) return
      const run = persist(work)
        .catch((error: unknown) => log.error({ error }, 'news of a sale was lost; the next snapshot has it'))
        .finally(() => running.delete(run))
      running.add(run)
    },
    async close() {
      isClosed = true
      await Promise.all(running)
    },
  }
}
