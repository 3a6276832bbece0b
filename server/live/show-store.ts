import type { Prisma } from '#prisma/generated/client.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db } from '#server/platform/db.ts'

export type ShowStore = ReturnType<typeof createShowStore>
export type ItemRow = {
  itemId: string
  script: string
  goods: { productId: string; cooperativeId: string; ruleCode: string }
  productSlug: string
  titleZh: string
  titleEn: string
  picture: string
  variantIds: string[]
  fromFen: Fen
  /** the variant that it is the price of */
  cheapest: string
}
export type PinRow = {
  version: number
  itemId: string | null
  soldOutItemId: string | null
  byName: string
  pinnedAt: Date
}

const withProduct = { product: { include: { variants: { select: { id: true, priceFen: true } } } } } as const

export function createShowStore(db: Db) {
  return { ...itemStore(db), ...pinStore(db) }
}

function itemStore(db: Db) {
  const inOrder = (liveSessionId: string) =>
    ({
      where: { liveSessionId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }) satisfies Prisma.ShowItemFindManyArgs
  return {
    async items(liveSessionId: string): Promise<ItemRow[]> {
      const rows = await db.showItem.findMany({ ...inOrder(liveSessionId), include: withProduct })
      return rows.map(itemFromRow)
    },
    async item(itemId: string): Promise<ItemRow | null> {
      const row = await db.showItem.findUnique({ where: { id: itemId }, include: withProduct })
      return row && itemFromRow(row)
    },
    /** @returns false: the product is in the show */
    async add(item: { id: string; liveSessionId: string; productId: string }): Promise<boolean> {
      const { _max } = await db.showItem.aggregate({
        where: { liveSessionId: item.liveSessionId },
        _max: { position: true },
      })
      const { count } = await db.showItem.createMany({
        data: [{ ...item, position: (_max.position ?? 0) + 1 }],
        skipDuplicates: true,
      })
      return count === 1
    },
    /** The whole show of one session, for another that has none. */
    async copy(from: string, to: string, newId: () => string): Promise<void> {
      const items = await db.showItem.findMany({
        where: { liveSessionId: from },
        select: { productId: true, position: true, script: true },
      })
      await db.showItem.createMany({
        data: items.map((item) => ({ ...item, id: newId(), liveSessionId: to })),
      })
    },
    async write(liveSessionId: string, itemId: string, script: string): Promise<boolean> {
      const { count } = await db.showItem.updateMany({
        where: { id: itemId, liveSessionId },
        data: { script },
      })
      return count === 1
    },
    /** Changes places with the one before or after it. @returns false: there is no such item */
    async move(liveSessionId: string, itemId: string, by: -1 | 1): Promise<boolean> {
      return db.$transaction(async (tx) => {
        await tx.$queryRaw`select 1 from live_session where id = ${liveSessionId} for update`
        const ids = (await tx.showItem.findMany(inOrder(liveSessionId))).map(({ id }) => id)
        const from = ids.indexOf(itemId)
        if (from < 0) return false
        const to = Math.min(ids.length - 1, Math.max(0, from + by))
        ids.splice(to, 0, ...ids.splice(from, 1))
        for (const [position, id] of ids.entries())
          await tx.showItem.update({ where: { id }, data: { position: position + 1 } })
        return true
      })
    },
    /** @returns false: it has been shown, or is not there */
    async remove(liveSessionId: string, itemId: string): Promise<boolean> {
      const { count } = await db.showItem.deleteMany({
        where: { id: itemId, liveSessionId, pins: { none: {} }, soldOut: { none: {} } },
      })
      return count === 1
    },
  }
}

function pinStore(db: Db) {
  return {
    /** oldest first */
    pins: (liveSessionId: string): Promise<PinRow[]> =>
      db.pin.findMany({ where: { liveSessionId }, orderBy: { version: 'asc' } }),
    latestPin: (liveSessionId: string): Promise<PinRow | null> =>
      db.pin.findFirst({ where: { liveSessionId }, orderBy: { version: 'desc' } }),
    /** @returns false: somebody was faster */
    async pin(pin: Prisma.PinUncheckedCreateInput): Promise<boolean> {
      const { count } = await db.pin.createMany({ data: [pin], skipDuplicates: true })
      return count === 1
    },
  }
}

function itemFromRow(row: Prisma.ShowItemGetPayload<{ include: typeof withProduct }>): ItemRow {
  const { id, script, product } = row
  const cheapest = product.variants.reduce((one, other) => (other.priceFen < one.priceFen ? other : one))
  const { slug, titleZh, titleEn, picture, cooperativeId, ruleCode, variants } = product
  return {
    ...{ itemId: id, script, productSlug: slug, titleZh, titleEn, picture },
    goods: { productId: product.id, cooperativeId, ruleCode },
    variantIds: variants.map((variant) => variant.id),
    fromFen: fen(cheapest.priceFen),
    cheapest: cheapest.id,
  }
}
