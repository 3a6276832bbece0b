import { z } from 'zod'
import { keyed, type OnceRefusal } from './host-commands.ts'
import type { Fen } from './money.ts'
import { wholeNumber } from './number.ts'

// 节目单: what a live session shows, in which order, and what is shown now. docs/decisions/042

export const SCRIPT_MAX = 1000
export const ITEMS_MAX = 50

const id = z.string().min(1).max(64)
/** of what is shown now, as the host saw it; 0: nothing was ever shown */
const version = wholeNumber({ min: 0, max: 1_000_000 })

/** `sold-out` goes on to the next item of the show that is not sold out. */
export const pinAct = z.enum(['pin', 'unpin', 'sold-out'])
export type PinAct = z.infer<typeof pinAct>
export const pinForm = z.object({ itemId: id, version })
export const pinRequest = pinForm.extend({ liveSessionId: id, act: pinAct, ...keyed })
export type PinRequest = z.infer<typeof pinRequest>

/** POST /studio/sessions/:liveSessionId/show/:command */
export const showCommand = z.enum(['add', 'remove', 'up', 'down', 'script'])
export type ShowCommand = z.infer<typeof showCommand>
export const addItemForm = z.object({ productId: id })
export const itemForm = z.object({ itemId: id })
export const scriptForm = itemForm.extend({
  script: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(SCRIPT_MAX)),
})

/** What a run of show has, as anybody may see it. What the host says of it is the host's own. */
export type ShowGoods = {
  itemId: string
  productSlug: string
  titleZh: string
  titleEn: string
  picture: string
  /** on the shelf, of its cheapest variant */
  fromFen: Fen
}
/** 讲解中: the product that the host talks about, as a card. */
export type PinnedCard = ShowGoods & { pinnedAt: string }
/** Each pin has the next version, so that who has not seen the last one is refused. */
export type PinView = { version: number; card: PinnedCard | null }

export type PinRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'live_session_not_live' }
  | { kind: 'item_not_found' }
  /** somebody else was faster: this is what stands */
  | { kind: 'pin_moved'; byName: string; pin: PinView }
  | OnceRefusal

export type ShowRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'item_not_found' }
  | { kind: 'product_not_found' }
  | { kind: 'item_twice' }
  | { kind: 'show_full' }
  /** what was shown has a chapter */
  | { kind: 'already_shown' }
