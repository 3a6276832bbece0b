import { REPLAY_CHAT_LINES, type Chapter, type Replay, type ReplayChat } from '#shared/replay.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Recorded } from '#server/media/index.ts'
import { chatView } from './chat-views.ts'
import type { ChatStore } from './chat-store.ts'
import type { Shown } from './show.ts'

type ReplayDeps = {
  media: Pick<Recorded, 'recordedSpans' | 'hasStoryboard'>
  flashSale: Pick<FlashSales, 'openedIn'>
  catalog: Pick<Catalog, 'variants' | 'products'>
  pins(liveSessionId: string): Promise<readonly Shown[]>
  store: Pick<ChatStore, 'shownFrom'>
}

/** A session watched again: what was shown, sold and said when, for whoever has the recording. */
export function createReplays({ media, flashSale, catalog, pins, store }: ReplayDeps) {
  async function openings(liveSessionId: string): Promise<Shown[]> {
    const opened = await flashSale.openedIn(liveSessionId)
    const variants = await catalog.variants([...new Set(opened.map(({ variantId }) => variantId))])
    const slugs = new Map(variants.map(({ variantId, productSlug }) => [variantId, productSlug]))
    return opened.map(({ variantId, at }) => ({ at: new Date(at), productSlug: slugs.get(variantId)! }))
  }

  /** A chapter begins where its product is pinned, or put on sale without that. */
  async function chapters(liveSessionId: string): Promise<Chapter[]> {
    const [opened, pinned] = await Promise.all([openings(liveSessionId), pins(liveSessionId)])
    const shown = [...opened, ...pinned]
      .toSorted((one, other) => one.at.getTime() - other.at.getTime())
      .filter(({ productSlug }, index, all) => productSlug !== all[index - 1]?.productSlug)
    const cards = await catalog.products({ slugs: shown.map(({ productSlug }) => productSlug) })
    const goods = new Map(cards.map((card) => [card.slug, card]))
    return shown.map(({ at, productSlug }) => {
      const { title, picture, soldOut, fromFen } = goods.get(productSlug)!
      return {
        at: at.toISOString(),
        productSlug,
        title,
        picture,
        shelf: soldOut ? null : { priceFen: fromFen },
      }
    })
  }

  return {
    /** @returns null: nothing of it was recorded */
    async replay(liveSessionId: string): Promise<Replay | null> {
      const spans = await media.recordedSpans(liveSessionId)
      if (spans.length === 0) return null
      const [hasPictures, shown] = await Promise.all([
        media.hasStoryboard(liveSessionId),
        chapters(liveSessionId),
      ])
      return { spans, chapters: shown, hasPictures }
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
