import type { Catalog } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import { maskedName } from './rules.ts'
import type { NamedSaleLog } from './types.ts'

/** Who got what of a flash sale and in which order, for everybody: buyers by the names that the room knows. */
export function createSaleLog(flashSale: FlashSales, catalog: Pick<Catalog, 'variants'>) {
  return async function saleLog(saleId: string): Promise<NamedSaleLog | null> {
    const sale = await flashSale.sale(saleId)
    if (sale?.kind !== 'flash') return null
    const [draw, entries, claims, variants] = await Promise.all([
      flashSale.draw(saleId),
      flashSale.entries(saleId),
      flashSale.claimsOf(saleId),
      catalog.variants([sale.variantId]),
    ])
    const { title, variantName } = variants[0]!
    return {
      saleId,
      title,
      variantName,
      opening: sale.opening,
      draw,
      entries,
      claims: claims.map(({ buyerId, ...claim }) => ({ ...claim, buyer: maskedName(buyerId) })),
    }
  }
}
