import type { Prisma } from '#prisma/generated/client.ts'
import type { HoldState, HoldView, SaleState, SaleStop } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import type { Database, Db, Tx } from '#server/platform/db.ts'
import type { HoldDetail, SaleDetail } from './types.ts'

/** One claim of a batch. `holdId` is the id that the hold gets if the claim is granted. */
export type Claim = { buyerId: string; quantity: number; claimKey: string; holdId: string }
export type ClaimRow = {
  ord: number
  outcome: 'held' | 'known' | 'over_limit' | 'sold_out' | 'closed' | 'claim_key_reused'
  /** bigint as text */
  sequence: string | null
  of: number | null
  taken: number | null
  detail: HoldJson | null
}
/** rows as `to_jsonb` writes them */
export type SaleJson = {
  id: string
  live_session_id: string | null
  variant_id: string
  price_fen: number
  state: SaleState
  total: number
  held: number
  sold: number
  per_buyer_limit: number
  opens_at: string | null
  ends_at: string | null
  stop_kind: 'emergency' | 'recall' | null
}
export type HoldJson = {
  id: string
  sale_id: string
  buyer_id: string
  quantity: number
  unit_price_fen: number
  claim_key: string
  sequence: number
  state: HoldState
  created_at: string
  expires_at: string
}
export type DecidedBatch = { sale: SaleJson; claims: ClaimRow[] }

export type FlashSaleStore = ReturnType<typeof createFlashSaleStore>

export function createFlashSaleStore({ db, pool }: Pick<Database, 'db' | 'pool'>) {
  return {
    transaction: <Value>(run: (tx: Tx) => Promise<Value>) => db.$transaction(run),
    ...claimStatements(pool),
    ...saleReads(db),
    ...holdReads(db),

    /**
     * Resolves when every transaction that has changed these holds has ended: a share lock waits for it. What is
     * read afterwards is what was committed.
     */
    async waitForCommit(holdIds: readonly string[]): Promise<void> {
      await pool.query('select 1 from flash_sale_hold where id = any($1) for share', [holdIds])
    },

    invariants: () =>
      db.$queryRaw<{ name: string; broken: number }[]>`
        select name, broken::int from flash_sale_invariants()
        union all select name, broken::int from catalog_stock_invariants()`,
  }
}

/** The hot statements. They go to `pg` itself, prepared: Prisma would be most of a claim's cost. */
function claimStatements(pool: Database['pool']) {
  return {
    /** @returns null when there is no such sale */
    async claim(
      saleId: string,
      batch: readonly Claim[],
      { now, holdSec }: { now: Date; holdSec: number },
    ): Promise<DecidedBatch | null> {
      const { rows } = await pool.query({
        name: 'flash_sale_claim',
        text: 'select * from flash_sale_claim($1, $2, $3, $4, $5, $6, $7)',
        values: [
          saleId,
          now,
          holdSec,
          batch.map(({ buyerId }) => buyerId),
          batch.map(({ quantity }) => quantity),
          batch.map(({ claimKey }) => claimKey),
          batch.map(({ holdId }) => holdId),
        ],
      })
      const [sale, ...claims] = rows
      return sale.outcome === 'sale_not_found' ? null : { sale: sale.detail, claims }
    },

    /** the holds of these claim keys, whatever sale they are of */
    async holdsByKey(claimKeys: readonly string[]): Promise<HoldJson[]> {
      const { rows } = await pool.query({
        name: 'flash_sale_holds_by_key',
        text: 'select to_jsonb(hold) as hold from flash_sale_hold hold where claim_key = any($1::uuid[])',
        values: [claimKeys],
      })
      return rows.map(({ hold }) => hold)
    },
  }
}

function saleReads(db: Db) {
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

function holdReads(db: Db) {
  return {
    async holds(ids: readonly string[]): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { id: { in: [...ids] } },
        include: withSale,
        orderBy: [{ saleId: 'asc' }, { sequence: 'asc' }],
      })
      return rows.map(holdFromRow)
    },

    /** as the caller's transaction sees it */
    async holdIn(tx: Tx, id: string): Promise<HoldDetail | null> {
      const row = await tx.hold.findUnique({ where: { id }, include: withSale })
      return row && holdFromRow(row)
    },

    async openHoldsOf(buyerId: string, liveSessionId?: string): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: {
          buyerId,
          state: { in: ['held', 'paying'] },
          ...(liveSessionId === undefined ? {} : { sale: { liveSessionId } }),
        },
        include: withSale,
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(holdFromRow)
    },

    /** newest first, of whatever state */
    async latestHolds(liveSessionId: string, limit: number): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { sale: { liveSessionId } },
        include: withSale,
        orderBy: { createdAt: 'desc' },
        take: limit,
      })
      return rows.map(holdFromRow)
    },

    async paidHoldsOfLot(lotId: string): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { state: 'paid', sale: { variant: { components: { some: { stock: { lotId } } } } } },
        include: withSale,
        orderBy: { createdAt: 'desc' },
      })
      return rows.map(holdFromRow)
    },

    async overduePayments(now: Date, limit: number): Promise<HoldDetail[]> {
      const rows = await db.hold.findMany({
        where: { state: 'paying', expiresAt: { lte: now } },
        include: withSale,
        orderBy: { expiresAt: 'asc' },
        take: limit,
      })
      return rows.map(holdFromRow)
    },

    /** units and money of a session, counted from its holds */
    async tally(liveSessionId: string) {
      const [row] = await db.$queryRaw<{ held: number; paid: number; revenueFen: bigint }[]>`
        select coalesce(sum(quantity) filter (where hold.state in ('held', 'paying')), 0)::int as held,
          coalesce(sum(quantity) filter (where hold.state = 'paid'), 0)::int as paid,
          coalesce(sum(quantity * unit_price_fen) filter (where hold.state = 'paid'), 0)::int8 as "revenueFen"
        from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
        where sale.live_session_id = ${liveSessionId}`
      return { held: row!.held, paid: row!.paid, revenueFen: fen(row!.revenueFen) }
    },

    async nextExpiry(): Promise<Date | null> {
      const { _min } = await db.hold.aggregate({ _min: { expiresAt: true }, where: { state: 'held' } })
      return _min.expiresAt
    },
  }
}

const withSale = {
  sale: { select: { liveSessionId: true, variantId: true } },
  order: { select: { id: true } },
} satisfies Prisma.HoldInclude

type HoldRow = Prisma.HoldGetPayload<{ include: typeof withSale }>
type SaleRow = Prisma.FlashSaleGetPayload<object>

function holdFromRow(row: HoldRow): HoldDetail {
  return {
    holdId: row.id,
    saleId: row.saleId,
    quantity: row.quantity,
    unitPriceFen: fen(row.unitPriceFen),
    sequence: Number(row.sequence),
    state: row.state as HoldState,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    buyerId: row.buyerId,
    orderId: row.order?.id ?? null,
    liveSessionId: row.sale.liveSessionId,
    variantId: row.sale.variantId,
  }
}

export function holdFromJson(json: HoldJson): HoldView {
  return {
    holdId: json.id,
    saleId: json.sale_id,
    quantity: json.quantity,
    unitPriceFen: fen(json.unit_price_fen),
    sequence: json.sequence,
    state: json.state,
    expiresAt: new Date(json.expires_at).toISOString(),
    createdAt: new Date(json.created_at).toISOString(),
  }
}

function saleFromRow(row: SaleRow): SaleDetail {
  const { state, total, held, sold } = row
  return {
    saleId: row.id,
    version: Number(row.version),
    state: state as SaleState,
    total,
    held,
    sold,
    left: state === 'ended' ? 0 : total - held - sold,
    opensAt: row.opensAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    stop: row.stopKind && row.stopBy ? { kind: row.stopKind as SaleStop['kind'], by: row.stopBy } : null,
    kind: row.kind as SaleDetail['kind'],
    liveSessionId: row.liveSessionId,
    variantId: row.variantId,
    priceFen: fen(row.priceFen),
    referenceFen: row.referenceFen === null ? null : fen(row.referenceFen),
    perBuyerLimit: row.perBuyerLimit,
    position: row.position,
    durationSec: row.durationSec,
  }
}
