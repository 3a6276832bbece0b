import { fen, type Fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Tx } from '#server/platform/db.ts'

/**
 * Carves units out of a variant's stock for a sale, in the caller's transaction. They are no longer free for another
 * sale until they are given back. Locks the stock's row: a caller locks sales before it.
 * @returns what a sale must remember: the lot of the units, and the variant's ordinary price at this moment
 */
export async function allot(
  tx: Tx,
  variantId: string,
  quantity: number,
): Promise<Result<{ lotId: string; priceFen: Fen }, { kind: 'not_enough_stock'; available: number }>> {
  const [carved] = await tx.$queryRaw<{ lotId: string; priceFen: bigint }[]>`
    update catalog_variant_stock stock set allotted = allotted + ${quantity}
    from catalog_variant variant
    where stock.variant_id = ${variantId} and variant.id = stock.variant_id
      and stock.allotted + ${quantity} <= stock.on_hand
    returning stock.lot_id as "lotId", variant.price_fen as "priceFen"`
  if (carved) return accept({ lotId: carved.lotId, priceFen: fen(carved.priceFen) })

  const stock = await tx.variantStock.findUnique({ where: { variantId } })
  return refuse({ kind: 'not_enough_stock', available: stock ? stock.onHand - stock.allotted : 0 })
}

/** Returns carved units to the variant's free stock, in the caller's transaction. */
export async function giveBack(tx: Tx, variantId: string, quantity: number): Promise<void> {
  await tx.variantStock.update({ where: { variantId }, data: { allotted: { decrement: quantity } } })
}
