import type { Db } from '#server/platform/db.ts'

/** What must be zero, always: offers, pieces, orders, discounts and their account hold together. */
export async function couponInvariants(db: Db): Promise<{ name: string; broken: number }[]> {
  const rows = await db.$queryRaw<{ name: string; broken: bigint }[]>`
    select name, broken from coupon_invariants()`
  return rows.map(({ name, broken }) => ({ name, broken: Number(broken) }))
}
