import type { SaleLog } from '#shared/draw.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import { maskedName } from './rules.ts'

/** Who got what of a flash sale and in which order, for everybody: buyers by the names that the room knows. */
export function createSaleLog(flashSale: FlashSales) {
  return async function saleLog(saleId: string): Promise<SaleLog | null> {
    const sale = await flashSale.sale(saleId)
    if (sale?.kind !== 'flash') return null
    const [draw, entries, claims] = await Promise.all([
      flashSale.draw(saleId),
      flashSale.entries(saleId),
      flashSale.claimsOf(saleId),
    ])
    return {
      saleId,
      opening: sale.opening,
      draw,
      entries,
      claims: claims.map(({ buyerId, ...claim }) => ({ ...claim, buyer: maskedName(buyerId) })),
    }
  }
}
