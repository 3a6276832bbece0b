import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Draws } from './draws.ts'
import type { News } from './news.ts'
import type { FlashSaleStore } from './store.ts'
import { offerFreed } from './transitions/line-store.ts'
import type { HoldDetail } from './types.ts'

export type Grants = ReturnType<typeof createGrants>
type GrantsDeps = {
  store: FlashSaleStore
  clock: Clock
  news: News
  draws: Draws
  onGranted(expiresAt: Date): void
}

/** Holds that nobody claims at this moment: what a draw gives out, and what is offered to who waits. */
export function createGrants({ store, clock, news, draws, onGranted }: GrantsDeps) {
  /** the first of them to run out is waited for */
  function noted(holds: readonly HoldDetail[]) {
    const [first] = holds.map(({ expiresAt }) => expiresAt).toSorted()
    if (first) onGranted(new Date(first))
  }

  return {
    /** What sales that have changed have to give, in the transaction of the change. @returns the holds, to be told */
    run: async (tx: Tx, saleIds: readonly string[]): Promise<string[]> => [
      ...(await draws.run(tx, saleIds)),
      ...(await offerFreed(tx, saleIds, clock.now())),
    ],
    noted,
    /** After the commit. Their sales are told by who has changed them. */
    async tell(holdIds: readonly string[]): Promise<HoldDetail[]> {
      if (holdIds.length === 0) return []
      const holds = await store.holds(holdIds)
      for (const hold of holds) news.holdChanged(hold)
      noted(holds)
      return holds
    },
  }
}
