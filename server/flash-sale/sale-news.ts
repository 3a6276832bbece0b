import { z } from 'zod'
import { createListeners } from '#server/platform/listeners.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import type { Background } from './background.ts'
import type { FlashSaleStore } from './store.ts'
import type { SaleDetail } from './types.ts'

/** A sale's news is read back from the database, so it is committed truth; this bounds how often. */
const SALE_NEWS_MS = 50
/** as many sales as fit one packet with ease */
const SALES_A_HINT = 100

const salesChanged: Topic<string[]> = { name: 'sales-changed', schema: z.array(z.string()) }
/** The row of a draft that was taken back is gone, so its last news travels whole. */
const saleGone: Topic<SaleDetail> = { name: 'sale-gone', schema: z.custom<SaleDetail>((sale) => !!sale) }

type SaleNewsDeps = {
  store: Pick<FlashSaleStore, 'sales'>
  bus: NodeBus
  inBackground: Background['inBackground']
  /** units of these sales may be free again */
  onChangedElsewhere(saleIds: readonly string[]): void
}

/**
 * Sales that changed are read back together, the first at once and then every SALE_NEWS_MS, however many claims
 * changed them meanwhile; the other nodes are told as often that they should do the same.
 */
export function createSaleNews({ store, bus, inBackground, onChangedElsewhere }: SaleNewsDeps) {
  const sales = createListeners<[sale: SaleDetail]>()
  /** whether it was changed here, so that others must be told */
  const changed = new Map<string, boolean>()
  let timer: NodeJS.Timeout | null = null

  function tellOthers() {
    const ours = [...changed].filter(([, isOurs]) => isOurs).map(([saleId]) => saleId)
    for (let at = 0; at < ours.length; at += SALES_A_HINT)
      bus.publish(salesChanged, ours.slice(at, at + SALES_A_HINT))
  }
  function beat() {
    timer = null
    if (changed.size === 0) return
    timer = setTimeout(beat, SALE_NEWS_MS)
    tellOthers()
    const saleIds = [...changed.keys()]
    changed.clear()
    inBackground(async () => {
      for (const sale of await store.sales(saleIds)) sales.tell(sale)
    })
  }
  function note(saleId: string, isOurs: boolean) {
    changed.set(saleId, isOurs || changed.get(saleId) === true)
    timer ??= setTimeout(beat, 0)
  }
  const lookAgain = (saleIds: readonly string[]) => {
    for (const saleId of saleIds) note(saleId, false)
  }

  const stops = [
    bus.subscribe(salesChanged, (saleIds) => {
      onChangedElsewhere(saleIds)
      lookAgain(saleIds)
    }),
    bus.subscribe(saleGone, sales.tell),
  ]
  return {
    saleChanged: (saleId: string) => note(saleId, true),
    lookAgain,
    saleGone(sale: SaleDetail) {
      sales.tell(sale)
      bus.publish(saleGone, sale)
    },
    onSaleChanged: sales.on,
    close() {
      for (const stop of stops) stop()
      if (timer) clearTimeout(timer)
    },
  }
}
