import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Grants } from './grants.ts'
import type { News } from './news.ts'
import type { FlashSaleStore } from './store.ts'
import { recall, recallTheRest } from './transitions/recall-store.ts'
import { resumeSession, stopSession } from './transitions/sale-store.ts'
import type { FlashSales } from './types.ts'

type StopsDeps = {
  store: FlashSaleStore
  clock: Clock
  news: News
  grants: Grants
  onStateChanged(saleIds: readonly string[]): void
}
type Stops = Pick<FlashSales, 'stopSession' | 'resumeSession' | 'recallLot'>

/** What stops many sales at once: 急停 by the host, 召回 of a lot. One transaction, and one piece of news a room. */
export function createStops({ store, clock, news, grants, onStateChanged }: StopsDeps): Stops {
  async function tell(saleIds: readonly string[]) {
    if (saleIds.length === 0) return []
    onStateChanged(saleIds)
    for (const saleId of saleIds) news.saleChanged(saleId)
    return store.sales(saleIds)
  }

  return {
    async stopSession(liveSessionId, by) {
      const now = clock.now()
      return tell(await store.transaction((tx) => stopSession(tx, { liveSessionId, by, now })))
    },

    async resumeSession(liveSessionId) {
      const resumed = await store.transaction(async (tx) => {
        const saleIds = await resumeSession(tx, liveSessionId, clock.now())
        return { saleIds, granted: await grants.run(tx, saleIds) }
      })
      await grants.tell(resumed.granted)
      return tell(resumed.saleIds)
    },

    async recallLot(lot) {
      const now = clock.now()
      const stopped = await store.transaction((tx) => recall(tx, { ...lot, now }))
      if (!stopped) return refuse({ kind: 'lot_not_found' })
      const rest = await store.transaction((tx) => recallTheRest(tx, { lotId: lot.lotId, now }))
      const holdIds = new Set([...stopped.holdIds, ...rest])
      for (const hold of await store.holds([...holdIds])) news.holdChanged(hold)
      return accept({ stopped: await tell(stopped.saleIds) })
    },
  }
}
