import type { QueryConfig } from 'pg'
import type { HoldState, HoldView, SaleKind, SaleOpening, SaleState } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import type { Database, Tx } from '#server/platform/db.ts'
import type { Claim, SaleDetail } from './types.ts'
import { drawStatements } from './draw-store.ts'
import { lapseStatements } from './lapse-store.ts'
import { logReads } from './log-store.ts'
import { lotReads } from './lots-store.ts'
import { holdReads, saleReads, sessionReads } from './reads-store.ts'
import { unpaidReads } from './unpaid-store.ts'

export type ClaimRow = {
  ord: number
  outcome: 'held' | 'known' | 'over_limit' | 'sold_out' | 'closed' | 'claim_key_reused'
  /** bigint as text */
  sequence: string | null
  of: number | null
  taken: number | null
  detail: HoldJson | null
  pay_first: number[] | null
}
/** rows as `row_to_json` and `to_jsonb` write them */
export type SaleJson = {
  id: string
  live_session_id: string | null
  variant_id: string
  price_fen: number
  state: SaleState
  opening: SaleOpening
  total: number
  held: number
  sold: number
  per_buyer_limit: number
  pay_first: boolean
  opens_at: string | null
  ends_at: string | null
  stop_kind: 'emergency' | 'recall' | null
  stop_by: string | null
  waiting: number
  wait_first: number
  version: number
  kind: SaleKind
  reference_fen: number | null
  position: number
  duration_sec: number | null
}
export type HoldJson = {
  id: string
  sale_id: string
  buyer_id: string
  quantity: number
  unit_price_fen: number
  sequence: number
  state: HoldState
  created_at: string
  expires_at: string
  pay_first: boolean
}
/**
 * `allHeld`: everybody got what they asked, and claim n has receipt number `sequence` + n + 1. Otherwise `claims` has a
 * row for each. `payFirst`: claims, counted from 1, of buyers who pay first: what they were granted is short; null: none.
 */
export type DecidedBatch = { sale: SaleJson; payFirst: readonly number[] | null } & (
  { allHeld: true; sequence: number } | { allHeld: false; claims: ClaimRow[] }
)

/** how long what is granted now is held: for anybody, and for who pays first */
export type ClaimTerms = { now: Date; holdSec: number; payFirstSec: number }

export type FlashSaleStore = ReturnType<typeof createFlashSaleStore>

export function createFlashSaleStore({ db, pool }: Pick<Database, 'db' | 'pool'>) {
  return {
    transaction: <Value>(run: (tx: Tx) => Promise<Value>) => db.$transaction(run),
    ...claimStatements(pool),
    ...saleReads(db),
    ...holdReads(db),
    ...sessionReads(db),
    ...unpaidReads(db),
    ...lotReads(db),
    ...drawStatements({ db, pool }),
    ...lapseStatements(db),
    ...logReads(db),

    /**
     * Resolves when every transaction that has changed these holds has ended: a share lock waits for it. What is
     * read afterwards is what was committed.
     */
    async waitForCommit(holdIds: readonly string[]): Promise<void> {
      await pool.query('select 1 from flash_sale_hold where id = any($1) order by id for share', [holdIds])
    },

    invariants: (now: Date) =>
      db.$queryRaw<{ name: string; broken: number }[]>`
        select name, broken::int from flash_sale_invariants()
        union all select name, broken::int from flash_sale_draw_invariants()
        union all select name, broken::int from flash_sale_wait_invariants(${now})
        union all select name, broken::int from flash_sale_lapse_invariants()
        union all select name, broken::int from catalog_stock_invariants()`,
  }
}

/** The function itself waits 5 s for the sale's row; an answer that takes longer than this is not coming. */
const CLAIM_TIMEOUT_MS = 7_000

const IS_ID = /^[\w-]+$/
// Ids have no comma, and numbers need no quotes: the driver would look at each letter, and PostgreSQL at each of an array.
const listed = (values: readonly string[]) => values.join(',')
const arrayLiteral = (values: readonly number[]) => `{${values.join(',')}}`

/** The hot statements. They go to `pg` itself, prepared: Prisma would be most of a claim's cost. */
function claimStatements(pool: Database['pool']) {
  return {
    /** @returns null when there is no such sale */
    async claim(
      saleId: string,
      batch: readonly Claim[],
      { now, holdSec, payFirstSec }: ClaimTerms,
    ): Promise<DecidedBatch | null> {
      // Its letters are in the ids of the holds, and it is whatever a client has said.
      if (!IS_ID.test(saleId)) return null
      const statement: QueryConfig & { query_timeout: number } = {
        name: 'flash_sale_claim',
        text: `select * from flash_sale_claim($1, $2, $3, string_to_array($4, ','), $5, string_to_array($6, ','), $7)`,
        query_timeout: CLAIM_TIMEOUT_MS,
        values: [
          saleId,
          now,
          holdSec,
          listed(batch.map(({ buyerId }) => buyerId)),
          arrayLiteral(batch.map(({ quantity }) => quantity)),
          listed(batch.map(({ holdId }) => holdId)),
          payFirstSec,
        ],
      }
      const { rows } = await pool.query(statement)
      const [first, ...claims] = rows
      const { outcome, sequence, detail: sale, pay_first: payFirst } = first
      if (outcome === 'sale_not_found') return null
      return outcome === 'all_held'
        ? { sale, payFirst, allHeld: true, sequence: Number(sequence) }
        : { sale, payFirst, allHeld: false, claims }
    },

    async holdsById(ids: readonly string[]): Promise<HoldJson[]> {
      const { rows } = await pool.query({
        name: 'flash_sale_holds_by_id',
        text: 'select to_jsonb(hold) as hold from flash_sale_hold hold where id = any($1::text[])',
        values: [ids],
      })
      return rows.map(({ hold }) => hold)
    },
  }
}

export function saleFromJson(json: SaleJson): SaleDetail {
  const { state, total, held, sold } = json
  return {
    saleId: json.id,
    version: json.version,
    state,
    opening: json.opening,
    total,
    held,
    sold,
    left: state === 'ended' ? 0 : total - held - sold,
    opensAt: json.opens_at && new Date(json.opens_at).toISOString(),
    endsAt: json.ends_at && new Date(json.ends_at).toISOString(),
    stop: json.stop_kind && json.stop_by ? { kind: json.stop_kind, by: json.stop_by } : null,
    waiting: json.waiting,
    waitFirst: json.wait_first,
    kind: json.kind,
    liveSessionId: json.live_session_id,
    variantId: json.variant_id,
    priceFen: fen(json.price_fen),
    referenceFen: json.reference_fen === null ? null : fen(json.reference_fen),
    perBuyerLimit: json.per_buyer_limit,
    payFirst: json.pay_first,
    position: json.position,
    durationSec: json.duration_sec,
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
    payFirst: json.pay_first,
  }
}
