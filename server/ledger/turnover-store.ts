import { fen } from '#shared/money.ts'
import type { Tx } from '../platform/db.ts'
import { startsWith } from './store.ts'
import type { AccountTurnover, TurnoverFilter } from './types.ts'

/** From the postings themselves: a period that is being closed can't wait for the next seal. */
export async function accountTurnover(
  tx: Tx,
  { book, codePrefix, from, to, kinds = [] }: TurnoverFilter,
): Promise<AccountTurnover[]> {
  const rows = await tx.$queryRaw<{ code: string; party_id: string | null; dr: bigint; cr: bigint }[]>`
    select a.code, a.party_id, sum(greatest(p.amount, 0))::bigint as dr, sum(greatest(-p.amount, 0))::bigint as cr
      from ledger.book b
      join ledger.account a on a.book_id = b.id and a.code like ${startsWith(codePrefix)}
      join ledger.posting p on p.account_id = a.id and p.effective_date between ${from}::date and ${to}::date
      join ledger.journal j on j.id = p.journal_id
     where b.code = ${book} and (${kinds.length === 0} or j.kind = any(${[...kinds]}::text[]))
     group by a.code, a.party_id order by a.code`
  return rows.map((row) => ({
    code: row.code,
    partyId: row.party_id,
    debit: fen(row.dr),
    credit: fen(row.cr),
  }))
}
