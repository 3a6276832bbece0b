import { asDate } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { AllianceMonth } from './types.ts'

export type AllianceShareRow = {
  orderLineId: string
  termsId: string
  amountFen: Fen
  placedOn: string
  paidOn: string
}

/** The database holds them against the members' allocations at the commit. */
export async function insertAllianceShares(tx: Tx, rows: readonly AllianceShareRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.allianceShare.createMany({
    data: rows.map(({ orderLineId, termsId, amountFen, placedOn, paidOn }) => ({
      ...{ orderLineId, termsId, amountFen: BigInt(amountFen) },
      ...{ placedOn: asDate(placedOn), paidOn: asDate(paidOn) },
    })),
  })
}

/** @returns the terms by which an alliance's part of a line was divided; null where it had none */
export async function findAllianceTerms(db: Db, orderLineId: string): Promise<string | null> {
  const row = await db.allianceShare.findUnique({ where: { orderLineId }, select: { termsId: true } })
  return row?.termsId ?? null
}

export async function findAllianceMonths(
  db: Db,
  termsIds: readonly string[],
  months: number,
): Promise<AllianceMonth[]> {
  const rows = await db.$queryRaw<{ month: string; party: string; amount: bigint; refunded: bigint }[]>`
    with allied as (
      select s.order_line_id, to_char(s.paid_on, 'YYYY-MM') as month
        from split_alliance_share s where s.terms_id = any(${[...termsIds]})
    ), shown as (
      select distinct month from allied order by month desc limit ${months}
    )
    select l.month, a.party, sum(a.amount_fen)::bigint as amount, sum(a.refunded_fen)::bigint as refunded
      from allied l join split_allocation a on a.order_line_id = l.order_line_id and a.party_kind = 'alliance'
     where l.month in (select month from shown)
     group by l.month, a.party order by l.month desc, a.party`
  return rows.map(({ month, party, amount, refunded }) => ({
    ...{ month, partyId: party },
    ...{ amountFen: fen(amount), refundedFen: fen(refunded) },
  }))
}
