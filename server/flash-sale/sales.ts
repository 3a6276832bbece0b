import type { SaleChangeRefusal } from '#shared/flash-sale.ts'
import { prefixFor } from '#shared/rehearsal-room.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Draws } from './draws.ts'
import type { Grants } from './grants.ts'
import type { News } from './news.ts'
import type { FlashSaleStore } from './store.ts'
import {
  deleteDraft,
  endSale,
  insertDraft,
  openSale,
  pauseSale,
  restockSale,
  resumeSale,
  scheduleSale,
  shrinkSale,
  unscheduleSale,
} from './transitions/sale-store.ts'
import type { FlashSales, SaleDetail } from './types.ts'

type SalesDeps = {
  store: FlashSaleStore
  clock: Clock
  ids: Ids
  news: News
  draws: Draws
  grants: Grants
  /** a sale will open then */
  onScheduled(opensAt: Date): void
  onStateChanged(saleIds: readonly string[]): void
}
type Changed = Result<SaleDetail, SaleChangeRefusal>
type Change = (tx: Tx, saleId: string) => Promise<boolean>
type Sales = Pick<
  FlashSales,
  | 'draft'
  | 'remove'
  | 'open'
  | 'schedule'
  | 'unschedule'
  | 'pause'
  | 'resume'
  | 'restock'
  | 'takeBack'
  | 'end'
  | 'endDueSales'
>

/** The life of a sale: draft → (scheduled →) open ⇄ paused → ended, each step one conditional statement. */
export function createSales(deps: SalesDeps): Sales {
  const { store, clock, news, grants, onScheduled, onStateChanged } = deps

  async function change(saleId: string, act: Change): Promise<Changed> {
    return changed(saleId, await store.transaction((tx) => act(tx, saleId)))
  }
  async function changed(saleId: string, done: boolean): Promise<Changed> {
    const [sale] = await store.sales([saleId])
    if (!sale) return refuse({ kind: 'sale_not_found' })
    if (!done) return refuse({ kind: 'wrong_state', state: sale.state })
    onStateChanged([saleId])
    news.saleChanged(saleId)
    return accept(sale)
  }
  const end = (saleId: string) => change(saleId, (tx) => endSale(tx, saleId, clock.now()))
  const isWaiting = (answer: Changed) =>
    !answer.ok && answer.refusal.kind === 'wrong_state' && /^(draft|scheduled)$/.test(answer.refusal.state)

  /** What opens is drawn, and what is free is offered, in the same transaction. */
  async function changeAndGrant(saleId: string, act: Change): Promise<Changed> {
    let granted: string[] = []
    const answer = await change(saleId, async (tx) => {
      const done = await act(tx, saleId)
      granted = done ? await grants.run(tx, [saleId]) : []
      return done
    })
    await grants.tell(granted)
    return answer
  }

  async function open(saleId: string) {
    const opened = await changeAndGrant(saleId, (tx) => openSale(tx, saleId, clock.now()))
    return isWaiting(opened) ? refuse({ kind: 'live_session_not_live' }) : opened
  }

  return {
    ...drafts(deps),
    open,
    pause: (saleId) => change(saleId, (tx) => pauseSale(tx, saleId, clock.now())),
    resume: (saleId) => changeAndGrant(saleId, (tx) => resumeSale(tx, saleId, clock.now())),
    end,

    async schedule(saleId, opensAt) {
      const now = clock.now()
      if (opensAt <= now) return refuse({ kind: 'opening_passed' })
      const scheduled = await change(saleId, (tx) => scheduleSale(tx, saleId, { opensAt, now }))
      if (scheduled.ok) onScheduled(opensAt)
      return isWaiting(scheduled) ? refuse({ kind: 'live_session_not_live' }) : scheduled
    },
    unschedule: (saleId) => change(saleId, (tx) => unscheduleSale(tx, saleId, clock.now())),

    async restock(saleId, pieces) {
      let refused: SaleChangeRefusal | null = null
      const answer = await changeAndGrant(saleId, async (tx) => {
        const carved = await restockSale(tx, saleId, pieces)
        if (carved && !carved.ok) refused = carved.refusal
        return carved?.ok === true
      })
      return refused ? refuse(refused) : answer
    },
    async takeBack(saleId, pieces) {
      const answer = await change(saleId, (tx) => shrinkSale(tx, saleId, pieces))
      if (answer.ok || answer.refusal.kind !== 'wrong_state' || answer.refusal.state === 'ended')
        return answer
      const [sale] = await store.sales([saleId])
      return refuse({ kind: 'not_enough_left', left: sale!.left })
    },

    async endDueSales() {
      const { toOpen, toEnd } = await store.dueSales(clock.now())
      for (const saleId of toOpen) await open(saleId)
      for (const saleId of toEnd) await end(saleId)
      return toEnd.length
    },
  }
}

/** Before anybody can buy. */
function drafts({ store, clock, ids, news, draws }: SalesDeps): Pick<Sales, 'draft' | 'remove'> {
  return {
    async draft(liveSessionId, draft) {
      const saleId = ids.next(prefixFor(liveSessionId, 'sale'))
      const row = { ...draft, saleId, liveSessionId, now: clock.now() }
      const drafted = await store.transaction(async (tx) => {
        const inserted = await insertDraft(tx, row)
        if (inserted.ok) await draws.commit(tx, saleId, draft.opening ?? 'first_come')
        return inserted
      })
      if (!drafted.ok) return drafted
      const [sale] = await store.sales([saleId])
      news.saleChanged(saleId)
      return accept(sale!)
    },

    async remove(saleId) {
      const [sale] = await store.sales([saleId])
      if (!sale) return refuse({ kind: 'sale_not_found' })
      const removed = await store.transaction((tx) => deleteDraft(tx, saleId))
      if (!removed) return refuse({ kind: 'wrong_state', state: sale.state })
      // Its row is gone, so this last news of it can't be read back.
      news.saleGone({ ...sale, state: 'ended', left: 0, version: sale.version + 1 })
      return accept(null)
    },
  }
}
