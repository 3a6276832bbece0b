import type { RoomSale } from '#shared/live.ts'
import type { Fen } from '#shared/money.ts'
import type { Catalog, VariantSnapshot } from '#server/catalog/index.ts'
import { saleView, type SaleDetail } from '#server/flash-sale/index.ts'
import type { Clock } from '#server/platform/clock.ts'

/** How long a card's words and the household's part of its price are remembered: a rule or a text may change. */
const CARD_MS = 30_000

type Card = Omit<RoomSale, keyof ReturnType<typeof saleView>>
export type CardDeps = {
  clock: Clock
  catalog: Pick<Catalog, 'variants'>
  householdShareFen(
    goods: Pick<VariantSnapshot, 'productId' | 'cooperativeId' | 'ruleCode'>,
    priceFen: Fen,
  ): Promise<Fen>
}

/** Sales with what a card needs to show. What does not change while a sale runs is looked up once in a while. */
export function createRoomSales({ clock, catalog, householdShareFen }: CardDeps) {
  const cards = new Map<string, { card: Card; until: number }>()

  async function lookUp(sales: readonly SaleDetail[]) {
    const now = clock.now().getTime()
    for (const [saleId, { until }] of cards) if (until <= now) cards.delete(saleId)
    const unknown = sales.filter(({ saleId }) => !cards.has(saleId))
    if (unknown.length === 0) return
    const variants = await catalog.variants([...new Set(unknown.map(({ variantId }) => variantId))])
    const byId = new Map(variants.map((variant) => [variant.variantId, variant]))
    for (const sale of unknown) {
      const variant = byId.get(sale.variantId)
      if (!variant) throw new Error(`Sale ${sale.saleId} is of a variant that is not there`)
      const { priceFen, referenceFen, perBuyerLimit, payFirst, position } = sale
      const card: Card = {
        productSlug: variant.productSlug,
        titleZh: variant.title.zh,
        titleEn: variant.title.en,
        variantNameZh: variant.variantName.zh,
        variantNameEn: variant.variantName.en,
        picture: variant.picture,
        netWeightG: variant.netWeightG,
        priceFen,
        referenceFen,
        householdFen: await householdShareFen(variant, priceFen),
        perBuyerLimit,
        payFirst,
        position,
      }
      cards.set(sale.saleId, { card, until: now + CARD_MS })
    }
  }

  return async function roomSales(sales: readonly SaleDetail[]): Promise<RoomSale[]> {
    await lookUp(sales)
    return sales.flatMap((sale) => {
      const known = cards.get(sale.saleId)
      return known ? { ...saleView(sale), ...known.card } : []
    })
  }
}
