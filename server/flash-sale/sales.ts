import type { SaleChangeRefusal, SaleState } from '#shared/flash-sale.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { allot, giveBack } from '#server/catalog/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { News } from './news.ts'
import type { FlashSaleStore } from './store.ts'
import { deleteDraft, endSale, insertDraft, openSale, switchSale } from './transitions/store.ts'
import type { FlashSales, SaleDetail } from './types.ts'

type SalesDeps = {
  store: FlashSaleStore
  clock: Clock
  ids: Ids
  news: News
  onStateChanged(saleIds: readonly string[]): void
}
type Change = (tx: Tx, saleId: string) => Promise<boolean>
type Sales = Pick<FlashSales, 'draft' | 'remove' | 'open' | 'pause' | 'resume' | 'end' | 'endDueSales'>

/** The life of a sale: draft → (scheduled →) open ⇄ paused → ended, each step one conditional statement. */
export function createSales({ store, clock, ids, news, onStateChanged }: SalesDeps): Sales {
  async function change(saleId: string, act: Change): Promise<Result<SaleDetail, SaleChangeRefusal>> {
    const done = await store.transaction((tx) => act(tx, saleId))
    const [sale] = await store.sales([saleId])
    if (!sale) return refuse({ kind: 'sale_not_found' })
    if (!done) return refuse({ kind: 'wrong_state', state: sale.state })
    onStateChanged([saleId])
    news.saleChanged(saleId)
    return accept(sale)
  }
  const switching = (from: SaleState, to: SaleState) => (saleId: string) =>
    change(saleId, (tx) => switchSale(tx, saleId, { from, to }))
  const end = (saleId: string) => change(saleId, (tx) => endSale(tx, saleId, clock.now()))

  async function open(saleId: string) {
    const opened = await change(saleId, (tx) => openSale(tx, saleId, clock.now()))
    const couldOpen =
      !opened.ok && opened.refusal.kind === 'wrong_state' && /^(draft|scheduled)$/.test(opened.refusal.state)
    return couldOpen ? refuse({ kind: 'live_session_not_live' }) : opened
  }

  return {
    async draft(liveSessionId, draft) {
      const saleId = ids.next('sale')
      const drafted = await store.transaction(async (tx) => {
        const carved = await allot(tx, draft.variantId, draft.total)
        if (!carved.ok) return carved
        const { lotId, priceFen } = carved.value
        const referenceFen = priceFen > draft.priceFen ? priceFen : null
        const row = { ...draft, saleId, liveSessionId, lotId, referenceFen, now: clock.now() }
        if (await insertDraft(tx, row)) return accept(null)
        await giveBack(tx, draft.variantId, draft.total)
        return refuse({ kind: 'live_session_not_live' })
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

    open,
    pause: switching('open', 'paused'),
    resume: switching('paused', 'open'),
    end,

    async endDueSales() {
      const { toOpen, toEnd } = await store.dueSales(clock.now())
      for (const saleId of toOpen) await open(saleId)
      for (const saleId of toEnd) await end(saleId)
      return toEnd.length
    },
  }
}
