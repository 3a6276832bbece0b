import type { PinAct, PinView, ShowGoods } from '#shared/show.ts'
import type { ItemRow, PinRow } from './show-store.ts'

type Pinned = Pick<PinRow, 'itemId' | 'soldOutItemId'>

/** What the host went on from as sold out, and has not shown again since. */
export function soldOutOf(pins: readonly Pinned[]): Set<string> {
  const soldOut = new Set<string>()
  for (const { itemId, soldOutItemId } of pins) {
    if (soldOutItemId) soldOut.add(soldOutItemId)
    if (itemId) soldOut.delete(itemId)
  }
  return soldOut
}

/** What an act on an item leads to. After one that is sold out comes the next that is not, of those after it. */
export function itemAfter(
  { act, itemId }: { act: PinAct; itemId: string },
  items: readonly Pick<ItemRow, 'itemId'>[],
  pins: readonly Pinned[],
): { next: string | null; soldOutItemId: string | null } {
  if (act === 'pin') return { next: itemId, soldOutItemId: null }
  if (act === 'unpin') return { next: null, soldOutItemId: null }
  const gone = soldOutOf(pins)
  const ids = items.map((item) => item.itemId)
  const after = ids.slice(ids.indexOf(itemId) + 1).find((id) => !gone.has(id))
  return { next: after ?? null, soldOutItemId: itemId }
}

export function pinView(pin: Pick<PinRow, 'version' | 'pinnedAt'> | null, item: ItemRow | null): PinView {
  if (!pin) return { version: 0, card: null }
  if (!item) return { version: pin.version, card: null }
  return { version: pin.version, card: { ...goodsView(item), pinnedAt: pin.pinnedAt.toISOString() } }
}

/** Field by field: an item's script is nobody's but the host's. */
export function goodsView({ itemId, productSlug, titleZh, titleEn, picture, fromFen }: ItemRow): ShowGoods {
  return { itemId, productSlug, titleZh, titleEn, picture, fromFen }
}
