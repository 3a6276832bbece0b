import type { Db } from '#server/platform/db.ts'

export type RowCounts = Record<string, number>

/** How many rows every table of the shop has, so that a table that is new is looked at too. */
export async function rowCounts(db: Db): Promise<RowCounts> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'ledger') and table_name not like '\\_%'
    order by 1`
  const counts: RowCounts = {}
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ rows: number }[]>(`select count(*)::int as rows from ${name}`)
    counts[name] = row?.rows ?? 0
  }
  return counts
}

/** Tables that grew or shrank, and by how much. */
export function growth(before: RowCounts, after: RowCounts): RowCounts {
  const changes = Object.entries(after).map(([name, rows]) => [name, rows - (before[name] ?? 0)] as const)
  return Object.fromEntries(changes.filter(([, change]) => change !== 0))
}
