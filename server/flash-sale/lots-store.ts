import type { Db } from '#server/platform/db.ts'
import type { LotOnSale } from './types.ts'

/** What became of lots once they were on sale. */
export function lotReads(db: Db) {
  return {
    /** only lots that some sale draws on */
    async lotsOnSale(lotIds: readonly string[]): Promise<Map<string, LotOnSale>> {
      const rows = await db.$queryRaw<(LotOnSale & { lotId: string })[]>`
        select lot.id as "lotId", count(*) filter (where sale.state <> 'ended')::int as running,
          count(*) filter (where sale.stop_kind = 'recall')::int as recalled,
          sum(sale.held)::int as held, sum(sale.sold)::int as sold
        from unnest(${[...lotIds]}::text[]) as lot (id)
        join flash_sale sale on sale.kind <> 'rehearsal' and flash_sale_draws_on_lot(sale.variant_id, lot.id)
        group by lot.id`
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
