import type { Prisma } from '#prisma/generated/client.ts'
import type { HoldState, Place, SaleOpening, SaleState, SaleStop } from '#shared/flash-sale.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { HoldDetail, SaleDetail, SaleOpened } from './types.ts'

export function saleReads(db: Db) {
  return {
    async sales(ids: readonly string[]): Promise<SaleDetail[]> {
      const rows = await db.flashSale.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })
      return rows.map(saleFromRow)
    },

    async salesOfSession(liveSessionId: string): Promise<SaleDetail[]> {
      const rows = await db.flashSale.findMany({
        where: { liveSessionId },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      })
      return rows.map(saleFromRow)
    },

    async openedIn(liveSessionId: string): Promise<SaleOpened[]> {
      const rows = await db.flashSale.findMany({
        where: { liveSessionId, openedAt: { not: null } },
        select: { variantId: true, openedAt: true },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(({ variantId, openedAt }) => ({ variantId, at: openedAt!.toISOString() }))
    },

    async shelfSales(variantIds: readonly string[]): Promise<SaleDetail[]> {
      const rows = await db.flashSale.findMany({
        where: { variantId: { in: [...variantIds] }, kind: 'shelf', state: 'open' },
      })
      return rows.map(saleFromRow)
    },

    async dueSales(now: Date): Promise<{ toOpen: string[]; toEnd: string[] }> {
      const [toOpen, toEnd] = await Promise.all([
        db.flashSale.findMany({
          where: {
            state: 'scheduled',
            opensAt: { lte: now },
            OR: [{ endsAt: null }, { endsAt: { gt: now } }],
          },
          select: { id: true },
        }),
        db.flashSale.findMany({
          where: { state: { in: ['scheduled', 'open'] }, endsAt: { lte: now } },
          select: { id: true },
        }),
      ])
      return { toOpen: toOpen.map(({ id }) => id), toEnd: toEnd.map(({ id }) => id) }
    },
  }
}

export function holdReads(db: Db) {
  return {
    async holds(ids: readonly string[]): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { id: { in: [...ids] } },
        include: withOrder,
        orderBy: [{ saleId: 'asc' }, { sequence: 'asc' }],
      })
      return withSales(db, rows)
    },

    /** as the caller's transaction sees it */
    async holdIn(tx: Tx, id: string): Promise<HoldDetail | null> {
      const rows = await tx.hold.findMany({ where: { id }, include: withOrder })
      return (await withSales(tx, rows))[0] ?? null
    },

    /** oldest first; those of every visitor who is the same person */
    async openHoldsOf(buyerId: string, liveSessionId?: string): Promise<HoldDetail[]> {
      const found = await db.$queryRaw<{ id: string }[]>`
        select hold.id from flash_sale sale
        join flash_sale_hold hold on hold.sale_id || '/' || hold.person_id = sale.id || '/' || coalesce(
          (select person_id from flash_sale_person where buyer_id = ${buyerId}), ${buyerId})
        where sale.held > 0 and (${liveSessionId ?? null}::text is null or sale.live_session_id = ${liveSessionId ?? null})
          and hold.state in ('held', 'paying')`
      const rows = await db.hold.findMany({
        where: { id: { in: found.map(({ id }) => id) } },
        include: withOrder,
        orderBy: { createdAt: 'asc' },
      })
      return withSales(db, rows)
    },

    async overduePayments(now: Date, limit: number): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { state: 'paying', expiresAt: { lte: now } },
        include: withOrder,
        orderBy: { expiresAt: 'asc' },
        take: limit,
      })
      return withSales(db, rows)
    },

    /** sales with holds that are due, those that wait longest first */
    async salesWithDueHolds(now: Date, limit: number): Promise<string[]> {
      const rows = await db.$queryRaw<{ saleId: string }[]>`
        select sale_id as "saleId" from flash_sale_hold where state = 'held' and expires_at <= ${now}
        group by sale_id order by min(expires_at), sale_id limit ${limit}`
      return rows.map(({ saleId }) => saleId)
    },

    async nextExpiry(): Promise<Date | null> {
      const { _min } = await db.hold.aggregate({ _min: { expiresAt: true }, where: { state: 'held' } })
      return _min.expiresAt
    },
  }
}

/** what a session's host and its viewers see of its holds */
export function sessionReads(db: Db) {
  return {
    /** what a sale of the variant at that price may strike through; null: nothing that was paid was more */
    async reference(variantId: string, priceFen: Fen, at: Date): Promise<Fen | null> {
      const [row] = await db.$queryRaw<{ fen: bigint | null }[]>`
        select flash_sale_reference(${variantId}, ${priceFen}, ${at}) as fen`
      return row?.fen ? fen(row.fen) : null
    },

    /** newest first, of whatever state */
    async latestHolds(liveSessionId: string, limit: number): Promise<HoldDetail[]> {
      const found = await db.$queryRaw<{ id: string }[]>`
        select latest.id from flash_sale sale
        cross join lateral flash_sale_log(sale.id, sale.hold_sequence - ${limit} + 1, sale.hold_sequence) latest
        where sale.live_session_id = ${liveSessionId} order by latest.created_at desc limit ${limit}`
      const rows = await db.hold.findMany({
        where: { id: { in: found.map(({ id }) => id) } },
        include: withOrder,
        orderBy: { createdAt: 'desc' },
      })
      return withSales(db, rows)
    },

    /** 候补: where a person waits in the lines of a session */
    placesOf: (buyerId: string, liveSessionId: string, now: Date) =>
      db.$queryRaw<Place[]>`
        select waiter.sale_id as "saleId", waiter.number, waiter.quantity, late.pays_first as "paysFirst",
          case when late.pays_first then sale.waiting - 1 else (
            select count(*)::int from flash_sale_waiter before where before.sale_id = waiter.sale_id
              and before.state = 'waiting' and before.number < waiter.number) end as ahead
        from flash_sale sale join flash_sale_waiter waiter on waiter.sale_id = sale.id
        cross join lateral (select sale.pay_first and exists (
          select from flash_sale_pays_first(array[waiter.person_id], ${now})) as pays_first) late
        where sale.live_session_id = ${liveSessionId} and sale.waiting > 0 and sale.state in ('open', 'paused')
          and waiter.state = 'waiting' and waiter.person_id = coalesce(
            (select person_id from flash_sale_person where buyer_id = ${buyerId}), ${buyerId})`,

    /** units and money of a session: a hold's price is its sale's */
    async tally(liveSessionId: string) {
      const [row] = await db.$queryRaw<{ held: number; paid: number; revenueFen: bigint }[]>`
        select coalesce(sum(held), 0)::int as held, coalesce(sum(sold), 0)::int as paid,
          coalesce(sum(sold * price_fen), 0)::int8 as "revenueFen"
        from flash_sale where live_session_id = ${liveSessionId}`
      return { held: row!.held, paid: row!.paid, revenueFen: fen(row!.revenueFen) }
    },
  }
}

const withOrder = { order: { select: { id: true } } } satisfies Prisma.HoldInclude

type HoldRow = Prisma.HoldGetPayload<{ include: typeof withOrder }>
type SaleRow = Prisma.FlashSaleGetPayload<object>
type SaleOfHold = Pick<SaleRow, 'id' | 'liveSessionId' | 'variantId'>

async function withSales(db: Pick<Tx, 'flashSale'>, rows: readonly HoldRow[]): Promise<HoldDetail[]> {
  if (rows.length === 0) return []
  const sales = await db.flashSale.findMany({
    where: { id: { in: [...new Set(rows.map(({ saleId }) => saleId))] } },
    select: { id: true, liveSessionId: true, variantId: true },
  })
  const byId = new Map(sales.map((sale) => [sale.id, sale]))
  return rows.map((row) => holdFromRow(row, byId.get(row.saleId)!))
}

function holdFromRow(row: HoldRow, sale: SaleOfHold): HoldDetail {
  return {
    holdId: row.id,
    saleId: row.saleId,
    quantity: row.quantity,
    unitPriceFen: fen(row.unitPriceFen),
    sequence: Number(row.sequence),
    state: row.state as HoldState,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    payFirst: row.payFirst,
    buyerId: row.buyerId,
    orderId: row.order?.id ?? null,
    liveSessionId: sale.liveSessionId,
    variantId: sale.variantId,
  }
}

function saleFromRow(row: SaleRow): SaleDetail {
  const { state, total, held, sold } = row
  return {
    saleId: row.id,
    version: Number(row.version),
    state: state as SaleState,
    opening: row.opening as SaleOpening,
    total,
    held,
    sold,
    left: state === 'ended' ? 0 : total - held - sold,
    opensAt: row.opensAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    stop: row.stopKind && row.stopBy ? { kind: row.stopKind as SaleStop['kind'], by: row.stopBy } : null,
    waiting: row.waiting,
    waitFirst: row.waitFirst,
    kind: row.kind as SaleDetail['kind'],
    liveSessionId: row.liveSessionId,
    variantId: row.variantId,
    priceFen: fen(row.priceFen),
    referenceFen: row.referenceFen === null ? null : fen(row.referenceFen),
    perBuyerLimit: row.perBuyerLimit,
    payFirst: row.payFirst,
    position: row.position,
    durationSec: row.durationSec,
  }
}
