import { z } from 'zod'
import { createListeners } from '#server/platform/listeners.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import type { Background } from './background.ts'
import type { FlashSaleStore } from './store.ts'
import type { SaleDetail } from './types.ts'

/** A sale's news is committed truth; this bounds how often. */
const SALE_NEWS_MS = 50
/** as many sales as fit one packet with ease */
const SALES_A_HINT = 100

const salesChanged: Topic<string[]> = { name: 'sales-changed', schema: z.array(z.string()) }
/** The row of a draft that was taken back is gone, so its last news travels whole. */
const saleGone: Topic<SaleDetail> = { name: 'sale-gone', schema: z.custom<SaleDetail>((sale) => !!sale) }

/** `isOurs`: it was changed here, so that the other nodes must be told. `committed`: what it is now; null: look */
type Change = { isOurs: boolean; committed: SaleDetail | null }
type SaleNewsDeps = {
  store: Pick<FlashSaleStore, 'sales'>
  bus: NodeBus
  inBackground: Background['inBackground']
  /** units of these sales may be free again */
  onChangedElsewhere(saleIds: readonly string[]): void
}

/**
 * Sales that changed are told together, as claims have left them or read back, the first at once and then every SALE_NEWS_MS, however many claims
 * changed them meanwhile; the other nodes are told as often that they should do the same.
 */
export function createSaleNews({ store, bus, inBackground, onChangedElsewhere }: SaleNewsDeps) {
  const sales = createListeners<[sale: SaleDetail]>()
  const changed = new Map<string, Change>()
  let timer: NodeJS.Timeout | null = null

  function tellOthers() {
    const ours = [...changed].filter(([, { isOurs }]) => isOurs).map(([saleId]) => saleId)
    for (let at = 0; at < ours.length; at += SALES_A_HINT)
      bus.publish(salesChanged, ours.slice(at, at + SALES_A_HINT))
  }
  function beat() {
    timer = null
    if (changed.size === 0) return
    timer = setTimeout(beat, SALE_NEWS_MS)
    tellOthers()
    const unknown: string[] = []
    for (const [saleId, { committed }] of changed)
      if (committed) sales.tell(committed)
      else unknown.push(saleId)
    changed.clear()
    if (unknown.length === 0) return
    inBackground(async () => {
      for (const sale of await store.sales(unknown)) sales.tell(sale)
    })
  }
  function note(saleId: string, { isOurs, committed }: Change) {
    const known = changed.get(saleId)
    changed.set(saleId, {
      isOurs: isOurs || known?.isOurs === true,
      // Only of the claims of one node is it known which came last.
      committed: known && !known.committed ? null : committed,
    })
    timer ??= setTimeout(beat, 0)
  }
  const lookAgain = (saleIds: readonly string[]) => {
    for (const saleId of saleIds) note(saleId, { isOurs: false, committed: null })
  }

  const stops = [
    bus.subscribe(salesChanged, (saleIds) => {
      onChangedElsewhere(saleIds)
      lookAgain(saleIds)
    }),
    bus.subscribe(saleGone, sales.tell),
  ]
  return {
    /** @param committed the sale as a claim has left it, where it is known: it need not be read back */
    saleChanged: (saleId: string, committed: SaleDetail | null = null) =>
      note(saleId, { isOurs: true, committed }),
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
