import type { GoodsStanding } from '#shared/preflight.ts'
import type { Catalog, VariantSnapshot } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { ShowStore } from './show-store.ts'

type GoodsDeps = {
  store: Pick<ShowStore, 'items'>
  flashSale: Pick<FlashSales, 'salesOfSession'>
  catalog: Pick<Catalog, 'variants'>
}

/** What is to be shown or sold in a session, by product: what of it is left, and whether it may be sold at all. */
export function createGoodsStanding({ store, flashSale, catalog }: GoodsDeps) {
  return async function goodsStanding(liveSessionId: string): Promise<GoodsStanding[]> {
    const [items, all] = await Promise.all([
      store.items(liveSessionId),
      flashSale.salesOfSession(liveSessionId),
    ])
    const sales = all.filter(({ state }) => state !== 'ended')
    const ids = [...items.flatMap(({ variantIds }) => variantIds), ...sales.map(({ variantId }) => variantId)]
    const variants = await catalog.variants([...new Set(ids)])
    const allotted = (id: string) =>
      sales.filter(({ variantId }) => variantId === id).reduce((sum, { left }) => sum + left, 0)
    const productIds = [...new Set(variants.map(({ productId }) => productId))]
    return productIds.map((id) => {
      const ofProduct = variants.filter(({ productId }) => productId === id)
      return {
        title: ofProduct[0]!.title,
        left: ofProduct.reduce((sum, { unallotted, variantId }) => sum + unallotted + allotted(variantId), 0),
        blockedBy: blockedAltogether(ofProduct),
      }
    })
  }
}

function blockedAltogether(variants: readonly VariantSnapshot[]): VariantSnapshot['blockedBy'] {
  return variants.every(({ blockedBy }) => blockedBy !== null) ? variants[0]!.blockedBy : null
}
