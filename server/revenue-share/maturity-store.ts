import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'

export type DueParty = { party: string; isHousehold: boolean }

/** Parties with something that matures by `at`, those who have waited longest first. */
export async function partiesDue(db: Db, at: Date, limit: number): Promise<DueParty[]> {
  const rows = await db.$queryRaw<{ party: string; household: boolean }[]>`
    select party, bool_or(party_kind = 'household') as household from split_allocation
     where matured_at is null and matures_at <= ${at}
     group by party order by min(matures_at), party limit ${limit}`
  return rows.map(({ party, household }) => ({ party, isHousehold: household }))
}

/** @returns the order lines by which it earned what matures, in order */
export async function markMatured(tx: Tx, party: string, at: Date): Promise<string[]> {
  const marked = await tx.allocation.updateManyAndReturn({
    where: { party, maturedAt: null, maturesAt: { lte: at } },
    data: { maturedAt: at },
    select: { orderLineId: true },
  })
  return marked.map(({ orderLineId }) => orderLineId).toSorted()
}

/** What a party's unmatured sales leave to it after refunds. */
export async function unmaturedOf(tx: Tx, party: string): Promise<Fen> {
  const { _sum } = await tx.allocation.aggregate({
    where: { party, maturedAt: null, maturesAt: { not: null } },
    _sum: { amountFen: true, refundedFen: true },
  })
  return fen((_sum.amountFen ?? 0n) - (_sum.refundedFen ?? 0n))
}
