import { accept, refuse, type Result } from '#shared/result.ts'
import type { Tx } from '#server/platform/db.ts'

/** So many pieces of a variant; what a piece is made of, and of which stocks, is the database's to know. */
export type Pieces = { variantId: string; pieces: number }

export type AllotRefusal =
  | { kind: 'not_enough_stock'; available: number }
  /** a lot that it is made of was called back */
  | { kind: 'lot_recalled' }
  /** a lot that it is made of has no certificate yet */
  | { kind: 'lot_without_certificate' }

type Outcome = { outcome: 'allotted' | AllotRefusal['kind']; available: number | null }

/**
 * Carves pieces out of the stocks of their components for a sale, all of them or nothing, in the caller's
 * transaction. They are free for no other sale until they are given back. Locks lots and stocks: a caller locks
 * holds and sales before it.
 */
export async function allot(tx: Tx, wanted: readonly Pieces[]): Promise<Result<null, AllotRefusal>> {
  const { variants, pieces } = columns(wanted)
  const [answer] = await tx.$queryRaw<Outcome[]>`
    select outcome, available from catalog_allot(${variants}, ${pieces})`
  const { outcome, available } = answer!
  if (outcome === 'allotted') return accept(null)
  return refuse(
    outcome === 'not_enough_stock' ? { kind: outcome, available: available ?? 0 } : { kind: outcome },
  )
}

/** Returns carved pieces to the stocks that they were carved out of, in the caller's transaction. */
export async function giveBack(tx: Tx, returned: readonly Pieces[]): Promise<void> {
  const { variants, pieces } = columns(returned.filter((part) => part.pieces > 0))
  if (variants.length > 0) await tx.$executeRaw`select catalog_give_back(${variants}, ${pieces})`
}

/**
 * Pieces that had left came back and can be sold again: there is so much more, in the caller's transaction. What had been
 * carved for their sale stays its sale's.
 */
export async function takeBack(tx: Tx, returned: readonly Pieces[]): Promise<void> {
  const { variants, pieces } = columns(returned.filter((part) => part.pieces > 0))
  if (variants.length > 0) await tx.$executeRaw`select catalog_take_back(${variants}, ${pieces})`
}

/**
 * 召回: nothing is carved out of the lot any more. Waits for carvings under way; a second recall changes nothing.
 * @returns whether there is such a lot
 */
export async function recallLot(
  tx: Tx,
  { lotId, reason, by, at }: { lotId: string; reason: string; by: string; at: Date },
): Promise<boolean> {
  const found = await tx.$executeRaw`
    update catalog_lot set
      recalled_at = coalesce(recalled_at, ${at}), recall_reason = coalesce(recall_reason, ${reason}),
      recalled_by = coalesce(recalled_by, ${by})
    where id = ${lotId}`
  return found === 1
}

function columns(parts: readonly Pieces[]) {
  return { variants: parts.map(({ variantId }) => variantId), pieces: parts.map(({ pieces }) => pieces) }
}
