import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Draws } from './draws.ts'
import type { Line } from './line.ts'
import { offerFreed } from './transitions/line-store.ts'

export type Grants = ReturnType<typeof createGrants>
type Granted = { drawn: string[]; offered: string[] }
type GrantsDeps = { clock: Clock; draws: Pick<Draws, 'run' | 'tell'>; line: Pick<Line, 'tellOffered'> }

/** What follows from units becoming free by a change of the sale: its draw, and offers to who waits. */
export function createGrants({ clock, draws, line }: GrantsDeps) {
  return {
    /** in the transaction of the change */
    run: async (tx: Tx, saleIds: readonly string[]): Promise<Granted> => ({
      drawn: await draws.run(tx, saleIds),
      offered: await offerFreed(tx, saleIds, clock.now()),
    }),
    /** after it; null: there was nothing to grant */
    async tell(granted: Granted | null) {
      if (!granted) return
      await draws.tell(granted.drawn)
      await line.tellOffered(granted.offered)
    },
  }
}
