import type { Db } from '#server/platform/db.ts'
import type { LotOnSale } from './types.ts'

/** What became of lots once they were on sale. */
export function lotReads(db: Db) {
  return {
    /** only lots that some sale draws on */
    async lotsOnSale(lotIds: readonly string[]): Promise<Map<string, LotOnSale>> {
      const rows = await db.$queryRaw<(LotOnSale & { lotId: string })[]>`
        with drawing as (
          select distinct stock.lot_id, sale.id, sale.state, sale.stop_kind, sale.held, sale.sold
          from catalog_stock stock join catalog_variant_component component on component.stock_id = stock.id
          join flash_sale sale on sale.variant_id = component.variant_id
          where stock.lot_id = any(${[...lotIds]})
        )
        select lot_id as "lotId", count(*) filter (where state <> 'ended')::int as running,
          count(*) filter (where stop_kind = 'recall')::int as recalled,
          sum(held)::int as held, sum(sold)::int as sold
        from drawing group by lot_id`
      return new Map(rows.map(({ lotId, ...onSale }) => [lotId, onSale]))
    },

    async paidHoldsOfLot(lotId: string, limit: number) {
      const drawsOnLot = { variant: { components: { some: { stock: { lotId } } } } }
      const sales = await db.flashSale.findMany({ where: drawsOnLot, select: { id: true } })
      const paid = { state: 'paid', saleId: { in: sales.map(({ id }) => id) } }
      const [count, rows] = await Promise.all([
        db.hold.count({ where: paid }),
        db.hold.findMany({
          where: paid,
          select: { id: true },
          orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
          take: limit,
        }),
      ])
      return { count, holdIds: rows.map(({ id }) => id) }
    },
  }
}
