import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'

/** How much of a line's price the platform paid. */
export type DiscountRow = { orderLineId: string; amountFen: Fen; journalId: string }

/** The database holds them against the orders' own at the commit. */
export async function insertDiscounts(tx: Tx, rows: readonly DiscountRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.discount.createMany({
    data: rows.map(({ amountFen, ...row }) => ({ ...row, amountFen: BigInt(amountFen) })),
  })
}

export async function findDiscounts(db: Db | Tx, orderLineIds: readonly string[]): Promise<DiscountRow[]> {
  const rows = await db.discount.findMany({ where: { orderLineId: { in: [...orderLineIds] } } })
  return rows.map((row) => ({ ...row, amountFen: fen(row.amountFen) }))
}
