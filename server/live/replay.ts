import { REPLAY_CHAT_LINES, type Chapter, type Replay, type ReplayChat } from '#shared/replay.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Media } from '#server/media/index.ts'
import { chatView } from './chat-views.ts'
import type { ChatStore } from './chat-store.ts'

type ReplayDeps = {
  media: Pick<Media, 'recordedSpans'>
  flashSale: Pick<FlashSales, 'openedIn' | 'shelfSales'>
  catalog: Pick<Catalog, 'variants'>
  store: Pick<ChatStore, 'shownFrom'>
}

/** A session watched again: what was sold and said when, for whoever has the recording. */
export function createReplays({ media, flashSale, catalog, store }: ReplayDeps) {
  async function chapters(liveSessionId: string): Promise<Chapter[]> {
    const opened = await flashSale.openedIn(liveSessionId)
    const variantIds = [...new Set(opened.map(({ variantId }) => variantId))]
    const [variants, shelf] = await Promise.all([
      catalog.variants(variantIds),
      flashSale.shelfSales(variantIds),
    ])
    const goods = new Map(variants.map((variant) => [variant.variantId, variant]))
    return opened
      .filter(({ variantId }, index) => variantId !== opened[index - 1]?.variantId)
      .map(({ variantId, at }) => {
        const { productSlug, title, variantName, picture } = goods.get(variantId)!
        const sale = shelf.get(variantId)
        const canBuy = sale !== undefined && sale.left > 0
        return {
          ...{ at, productSlug, title, variantName, picture },
          shelf: canBuy ? { priceFen: sale.priceFen } : null,
        }
      })
  }

  return {
    /** @returns null: nothing of it was recorded */
    async replay(liveSessionId: string): Promise<Replay | null> {
      const spans = await media.recordedSpans(liveSessionId)
      return spans.length === 0 ? null : { spans, chapters: await chapters(liveSessionId) }
    },

    /** What the room saw, at the time when it was said, also where a host let it through later. */
    async replayChat(liveSessionId: string, from: Date): Promise<ReplayChat> {
      const rows = await store.shownFrom(liveSessionId, { from, limit: REPLAY_CHAT_LINES })
      const lines = rows
        .map((row) => chatView({ ...row, shownAt: row.sentAt }))
        .toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
      return { lines, next: lines.length < REPLAY_CHAT_LINES ? null : lines.at(-1)!.sentAt }
    },
  }
}
export type Replays = ReturnType<typeof createReplays>
