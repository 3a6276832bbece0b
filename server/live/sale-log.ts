import type { EntriesPage, PageAsked, SaleLogPage } from '#shared/sale-log.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import { maskedName } from './rules.ts'

export type SaleLogs = ReturnType<typeof createSaleLogs>

/** Who got what of a flash sale and in which order, for everybody: buyers by the names that the room knows. */
export function createSaleLogs(flashSale: FlashSales, catalog: Pick<Catalog, 'variants'>) {
  async function published(saleId: string) {
    const sale = await flashSale.sale(saleId)
    return sale?.kind === 'flash' ? sale : null
  }

  return {
    /** @returns null when there is no flash sale of that name */
    async saleLog(saleId: string, { from, limit }: PageAsked): Promise<SaleLogPage | null> {
      const sale = await published(saleId)
      if (!sale) return null
      const [draw, total, claims, variants] = await Promise.all([
        flashSale.draw(saleId),
        flashSale.claimsGranted(saleId),
        flashSale.claimsOf(saleId, { from, limit: limit + 1 }),
        catalog.variants([sale.variantId]),
      ])
      const { title, variantName } = variants[0]!
      return {
        saleId,
        title,
        variantName,
        opening: sale.opening,
        draw,
        total,
        claims: claims
          .slice(0, limit)
          .map(({ buyerId, ...claim }) => ({ ...claim, buyer: maskedName(buyerId) })),
        next: claims[limit]?.sequence ?? null,
      }
    },

    /** @returns null when there is no flash sale of that name */
    async saleEntries(saleId: string, { from, limit }: PageAsked): Promise<EntriesPage | null> {
      if (!(await published(saleId))) return null
      const entries = await flashSale.entries(saleId, { from, limit: limit + 1 })
      return { saleId, entries: entries.slice(0, limit), next: entries[limit]?.number ?? null }
    },
  }
}
