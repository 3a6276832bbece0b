import { adFindings, type AdFinding } from '#shared/ad-words.ts'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { LiveState } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import {
  ITEMS_MAX,
  type PinAct,
  type PinRefusal,
  type PinView,
  type ShowGoods,
  type ShowRefusal,
} from '#shared/show.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Actor } from './chat-types.ts'
import type { HostCommands } from './host-commands.ts'
import { goodsView, itemAfter, pinView, soldOutOf } from './show-rules.ts'
import type { ItemRow, ShowStore } from './show-store.ts'

/** 明码标价和禁止价格欺诈规定：where no basis is named, the lowest price of the seven days before is it. */

export type ShowItem = {
  itemId: string
  productSlug: string
  title: Bilingual
  picture: string
  /** on the shelf, of its cheapest variant, and what the household gets of that */
  fromFen: Fen
  householdFen: Fen
  script: string
  /** the script, with what must not be said in each line */
  lines: { text: string; findings: AdFinding[] }[]
  isSoldOut: boolean
  /** it has a chapter, and stays */
  wasShown: boolean
}
/** What was shown from then on. */
export type Shown = { at: Date; productSlug: string }

type ShowDeps = {
  store: ShowStore
  sessions: {
    session(liveSessionId: string): Promise<{ state: LiveState } | null>
    set(liveSessionId: string, data: { featuredSaleId: string }): Promise<void>
  }
  clock: Clock
  ids: Ids
  once: HostCommands['once']
  householdShareFen(goods: ItemRow['goods'], goodsFen: Fen): Promise<Fen>
  /** a sale of the product that is open in the session */
  openSaleOf(liveSessionId: string, variantIds: readonly string[]): Promise<string | null>
  changed(liveSessionId: string): void
}
export type Show = ReturnType<typeof createShow>

/** 节目单 and 讲解中. */
export function createShow(deps: ShowDeps) {
  return { ...createShowReads(deps), ...createShowWriting(deps), pin: createPinning(deps) }
}

function createShowReads({ store, householdShareFen }: ShowDeps) {
  return {
    async show(liveSessionId: string): Promise<ShowItem[]> {
      const [items, pins] = await Promise.all([store.items(liveSessionId), store.pins(liveSessionId)])
      const soldOut = soldOutOf(pins)
      return Promise.all(
        items.map(async ({ titleZh, titleEn, goods, ...item }) => ({
          ...{ itemId: item.itemId, productSlug: item.productSlug, picture: item.picture },
          ...{ fromFen: item.fromFen, script: item.script, title: { zh: titleZh, en: titleEn } },
          householdFen: await householdShareFen(goods, item.fromFen),
          lines: linesOf(item.script),
          isSoldOut: soldOut.has(item.itemId),
          wasShown: pins.some(({ itemId }) => itemId === item.itemId),
        })),
      )
    },
    /** in order, as anybody may see it */
    goods: async (liveSessionId: string): Promise<ShowGoods[]> =>
      (await store.items(liveSessionId)).map(goodsView),
    async pinned(liveSessionId: string): Promise<PinView> {
      const latest = await store.latestPin(liveSessionId)
      return pinView(latest, latest?.itemId ? await store.item(latest.itemId) : null)
    },
    /** oldest first: chapters of the replay */
    async pins(liveSessionId: string): Promise<Shown[]> {
      const [items, pins] = await Promise.all([store.items(liveSessionId), store.pins(liveSessionId)])
      const byId = new Map(items.map((item) => [item.itemId, item]))
      return pins.flatMap(({ itemId, pinnedAt }) => {
        const item = itemId === null ? undefined : byId.get(itemId)
        return item ? { at: pinnedAt, productSlug: item.productSlug } : []
      })
    },
  }
}

const linesOf = (script: string) =>
  script
    .split('\n')
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => ({ text, findings: adFindings(text) }))

function createShowWriting({ store, sessions, ids, changed }: ShowDeps) {
  const done = (liveSessionId: string, isDone: boolean): Result<null, ShowRefusal> => {
    if (!isDone) return refuse({ kind: 'item_not_found' })
    changed(liveSessionId)
    return accept(null)
  }
  return {
    /** @param productId one of the village's own, which is the door's to see to */
    async addItem(liveSessionId: string, productId: string): Promise<Result<null, ShowRefusal>> {
      if (!(await sessions.session(liveSessionId))) return refuse({ kind: 'room_not_found' })
      if ((await store.items(liveSessionId)).length >= ITEMS_MAX) return refuse({ kind: 'show_full' })
      if (!(await store.add({ id: ids.next('item'), liveSessionId, productId })))
        return refuse({ kind: 'item_twice' })
      return done(liveSessionId, true)
    },
    writeScript: async (liveSessionId: string, itemId: string, script: string) =>
      done(liveSessionId, await store.write(liveSessionId, itemId, script)),
    moveItem: async (liveSessionId: string, itemId: string, to: 'up' | 'down') =>
      done(liveSessionId, await store.move(liveSessionId, itemId, to === 'up' ? -1 : 1)),
    async removeItem(liveSessionId: string, itemId: string): Promise<Result<null, ShowRefusal>> {
      if (await store.remove(liveSessionId, itemId)) return done(liveSessionId, true)
      const isThere = (await store.items(liveSessionId)).some((item) => item.itemId === itemId)
      return refuse({ kind: isThere ? 'already_shown' : 'item_not_found' })
    },
  }
}

/** The sale of these variants that is open in a session now. */
export function createOpenSaleOf(flashSale: Pick<FlashSales, 'salesOfSession'>): ShowDeps['openSaleOf'] {
  return async (liveSessionId, variantIds) => {
    const sales = await flashSale.salesOfSession(liveSessionId)
    const open = sales.find(({ state, variantId }) => state === 'open' && variantIds.includes(variantId))
    return open?.saleId ?? null
  }
}

type PinAsked = { act: PinAct; itemId: string; version: number }

function createPinning({ store, sessions, clock, once, openSaleOf, changed }: ShowDeps) {
  async function moved(liveSessionId: string): Promise<{ ok: false; refusal: PinRefusal }> {
    const latest = (await store.latestPin(liveSessionId))!
    const item = latest.itemId === null ? null : await store.item(latest.itemId)
    return refuse({ kind: 'pin_moved', byName: latest.byName, pin: pinView(latest, item) })
  }

  async function move(
    liveSessionId: string,
    asked: PinAsked,
    by: Actor,
  ): Promise<Result<PinView, PinRefusal>> {
    const [items, pins] = await Promise.all([store.items(liveSessionId), store.pins(liveSessionId)])
    if (!items.some(({ itemId }) => itemId === asked.itemId)) return refuse({ kind: 'item_not_found' })
    const latest = pins.at(-1) ?? null
    const shown = items.find(({ itemId }) => itemId === latest?.itemId) ?? null
    const { next, soldOutItemId } = itemAfter(asked, items, pins)
    const standsSo =
      (latest?.itemId ?? null) === next && (!soldOutItemId || soldOutOf(pins).has(soldOutItemId))
    if (standsSo) return accept(pinView(latest, shown))
    if (asked.version !== (latest?.version ?? 0)) return moved(liveSessionId)

    const pin = {
      version: asked.version + 1,
      itemId: next,
      soldOutItemId,
      byName: by.name,
      pinnedAt: clock.now(),
    }
    if (!(await store.pin({ ...pin, liveSessionId, byUserId: by.userId }))) return moved(liveSessionId)
    const item = items.find(({ itemId }) => itemId === next) ?? null
    const saleId = item && (await openSaleOf(liveSessionId, item.variantIds))
    if (saleId) await sessions.set(liveSessionId, { featuredSaleId: saleId })
    changed(liveSessionId)
    return accept(pinView(pin, item))
  }

  /** Shows another item, none, or the next one, if nobody has moved on from `version`. */
  return async function pin(
    liveSessionId: string,
    asked: PinAsked,
    { key, ...by }: Actor & { key?: string | undefined },
  ): Promise<Result<PinView, PinRefusal>> {
    const session = await sessions.session(liveSessionId)
    if (!session) return refuse({ kind: 'room_not_found' })
    if (session.state !== 'live') return refuse({ kind: 'live_session_not_live' })
    const command: HostCommandName = `session:${asked.act}`
    return once({ liveSessionId, key, command, subject: asked.itemId, by }, () =>
      move(liveSessionId, asked, by),
    )
  }
}
