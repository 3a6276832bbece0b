import { commitmentOf } from '#shared/draw.ts'
import { HOLD_SEC, PAY_FIRST_SEC, type ClaimAnswer, type SaleOpening } from '#shared/flash-sale.ts'
import { refuse, unreachable } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { insertDraw, runDraw, type EnteredRow } from './draw-store.ts'
import type { FlashSaleStore, SaleJson } from './store.ts'
import type { Claim } from './types.ts'

/** Whoever finds the list full is told to ask again, and claims like anybody else once the sale is open. */
const MOST_ENTRIES = 100_000
const FULL_RETRY_MS = 1_000

export type Draws = ReturnType<typeof createDraws>
type DrawsDeps = {
  store: FlashSaleStore
  clock: Clock
  ids: Ids
}

/** Fair openings and raffles: claims that come before the second are entries, which the opening shuffles. */
export function createDraws({ store, clock, ids }: DrawsDeps) {
  return {
    /** commits to a seed as the sale is made, so before anybody can enter */
    async commit(tx: Tx, saleId: string, opening: SaleOpening) {
      if (opening === 'first_come') return
      const seed = ids.secret()
      await insertDraw(tx, { saleId, seed, commitment: commitmentOf(seed) })
    },

    /** @returns null when the sale takes no entries any more: its second has come */
    async enter(sale: SaleJson, claims: readonly Claim[]): Promise<ClaimAnswer[] | null> {
      const rows = await store.enter(sale.id, claims, { now: clock.now(), most: MOST_ENTRIES })
      return rows.length === 0 ? null : rows.map((row) => enteredAnswer(row, sale))
    },

    /** Draws the sales that were opened in this transaction. @returns the holds granted, to be told after it */
    async run(tx: Tx, saleIds: readonly string[]): Promise<string[]> {
      const terms = { now: clock.now(), holdSec: HOLD_SEC, payFirstSec: PAY_FIRST_SEC }
      const granted: string[] = []
      for (const saleId of saleIds) granted.push(...(await runDraw(tx, saleId, terms)))
      return granted
    },
  }
}

/** A sale that gathers entries: its claims wait for the draw. */
export function isGathering({ opening, state }: Pick<SaleJson, 'opening' | 'state'>): boolean {
  return opening !== 'first_come' && state === 'scheduled'
}

function enteredAnswer({ outcome, number }: EnteredRow, sale: SaleJson): ClaimAnswer {
  switch (outcome) {
    case 'entered':
      return refuse({ kind: 'in_draw', number: number!, opensAt: new Date(sale.opens_at!).toISOString() })
    case 'over_limit':
      return refuse({ kind: 'over_limit', limit: sale.per_buyer_limit, taken: 0 })
    case 'claim_key_reused':
      return refuse({ kind: 'claim_key_reused' })
    case 'full':
      return refuse({ kind: 'busy', retryAfterMs: FULL_RETRY_MS })
    default:
      return unreachable(outcome)
  }
}
