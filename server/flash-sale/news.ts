import type { Log } from '#server/platform/log.ts'
import type { FlashSaleStore } from './store.ts'
import type { HoldDetail, SaleDetail } from './types.ts'

/** A sale's news is read back from the database, so it is committed truth; this bounds how often. */
const SALE_NEWS_MS = 50

export type News = ReturnType<typeof createNews>

/**
 * Tells listeners what was committed. Holds are told at once by whoever changed them. Sales that changed are read
 * back together, the first at once and then every SALE_NEWS_MS, however many claims changed them meanwhile.
 */
export function createNews({ store, log }: { store: FlashSaleStore; log: Log }) {
  const saleListeners = new Set<(sale: SaleDetail) => void>()
  const holdListeners = new Set<(hold: HoldDetail) => void>()
  const running = new Set<Promise<void>>()
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  function inBackground(work: () => Promise<void>) {
    const run = work()
      .catch((error: unknown) => log.error({ error }, 'news of a sale was lost; the next snapshot has it'))
      .finally(() => running.delete(run))
    running.add(run)
  }

  function tellSale(sale: SaleDetail) {
    for (const listener of saleListeners) listener(sale)
  }

  async function tellSales() {
    const ids = [...changed]
    changed = new Set()
    for (const sale of await store.sales(ids)) tellSale(sale)
  }

  function beat() {
    timer = null
    if (changed.size === 0 || closed) return
    timer = setTimeout(beat, SALE_NEWS_MS)
    inBackground(tellSales)
  }

  function saleChanged(saleId: string) {
    changed.add(saleId)
    if (timer === null) timer = setTimeout(beat, 0)
  }

  function holdChanged(hold: HoldDetail) {
    for (const listener of holdListeners) listener(hold)
  }

  return {
    saleChanged,
    saleGone: tellSale,
    holdChanged,
    /** for changes in a caller's transaction: reads the holds when it has ended, whichever way, and tells them */
    afterCommit(holdIds: readonly string[], then: (holds: HoldDetail[]) => void = () => {}) {
      inBackground(async () => {
        await store.waitForCommit(holdIds)
        const holds = await store.holds(holdIds)
        then(holds)
        for (const hold of holds) {
          saleChanged(hold.saleId)
          holdChanged(hold)
        }
      })
    },
    onSaleChanged(listener: (sale: SaleDetail) => void) {
      saleListeners.add(listener)
      return () => void saleListeners.delete(listener)
    },
    onHoldChanged(listener: (hold: HoldDetail) => void) {
      holdListeners.add(listener)
      return () => void holdListeners.delete(listener)
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
