import { z } from 'zod'
import { createListeners } from '#server/platform/listeners.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import { createBackground } from './background.ts'
import { createSaleNews } from './sale-news.ts'
import type { FlashSaleStore } from './store.ts'
import type { FlashSales, GrantedHolds, HoldDetail } from './types.ts'

const holdChanged: Topic<[holdId: string, buyerId: string]> = {
  name: 'hold-changed',
  schema: z.tuple([z.string(), z.string()]),
}

export type News = ReturnType<typeof createNews>
type NewsDeps = {
  store: FlashSaleStore
  bus: NodeBus
  log: Log
  /** units of these sales may be free again */
  onChangedElsewhere(saleIds: readonly string[]): void
}

/** Tells listeners, and the other nodes, what was committed: sales gathered, holds at once. */
export function createNews({ store, bus, log, onChangedElsewhere }: NewsDeps) {
  const holds = createListeners<[hold: HoldDetail]>()
  const grants = createListeners<[granted: GrantedHolds]>()
  const { inBackground, close } = createBackground(log)
  const { close: closeSales, ...sales } = createSaleNews({ store, bus, inBackground, onChangedElsewhere })

  function changeHold(hold: HoldDetail) {
    holds.tell(hold)
    bus.publish(holdChanged, [hold.holdId, hold.buyerId])
  }

  return {
    ...sales,
    /** Nobody but the buyer waits for it, and the claim's answer tells him: a rush of claims stays off the bus. */
    holdsGranted: grants.tell,
    holdChanged: changeHold,
    /** for changes in a caller's transaction: reads the holds when it has ended, whichever way, and tells them */
    afterCommit(holdIds: readonly string[], then: (holds: HoldDetail[]) => void = () => {}) {
      inBackground(async () => {
        await store.waitForCommit(holdIds)
        const changed = await store.holds(holdIds)
        then(changed)
        for (const hold of changed) {
          sales.saleChanged(hold.saleId)
          changeHold(hold)
        }
      })
    },
    onHoldChanged: holds.on,
    onHoldsGranted: grants.on,
    onHoldChangedElsewhere({ isHere, tell }: Parameters<FlashSales['onHoldChangedElsewhere']>[0]) {
      return bus.subscribe(holdChanged, ([holdId, buyerId]) => {
        if (!isHere(buyerId)) return
        inBackground(async () => {
          for (const hold of await store.holds([holdId])) tell(hold)
        })
      })
    },
    async close() {
      closeSales()
      await close()
    },
  }
}
