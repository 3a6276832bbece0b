import type { Bilingual } from '#shared/locale.ts'
import { fen, sumFen, zeroFen } from '#shared/money.ts'
import type { Columns, Part, StatementRow } from './types.ts'

/** A row of a form, as the standard describes it: from which accounts, or from which rows above it. */
export type FormRow<Take> =
  | { heading: Bilingual }
  | { key: string; label: Bilingual; takes: readonly Take[] }
  | { key: string; label: Bilingual; plus: readonly string[]; minus?: readonly string[] }

const nothing: Columns = [zeroFen, zeroFen]

function totalOf(columns: readonly Columns[]): Columns {
  return [sumFen(columns.map(([first]) => first)), sumFen(columns.map(([, second]) => second))]
}

/** Fills a form: `partsOf` says what a row takes from the accounts. Rows are numbered (行次), headings are not. */
export function fillForm<Take>(
  form: readonly FormRow<Take>[],
  partsOf: (take: Take) => readonly Part[],
): StatementRow[] {
  const filled: StatementRow[] = []
  const sumOf = (keys: readonly string[]) => totalOf(keys.map((key) => rowOf(filled, key).columns))
  for (const row of form) {
    const number = filled.filter(({ kind }) => kind !== 'heading').length + 1
    if ('heading' in row) filled.push(headingOf(row.heading))
    else if ('takes' in row) {
      const parts = row.takes.flatMap(partsOf)
      const columns = totalOf(parts.map((part) => part.columns))
      filled.push({ key: row.key, number, label: row.label, kind: 'figure', columns, parts })
    } else {
      const [added, taken] = [sumOf(row.plus), sumOf(row.minus ?? [])]
      const columns: Columns = [fen(added[0] - taken[0]), fen(added[1] - taken[1])]
      filled.push({ key: row.key, number, label: row.label, kind: 'total', columns, parts: [] })
    }
  }
  return filled
}

function headingOf(label: Bilingual): StatementRow {
  return { key: `heading:${label.en}`, number: null, label, kind: 'heading', columns: nothing, parts: [] }
}

/** @throws when the form has no such row: a form that names one is wrong */
export function rowOf(rows: readonly StatementRow[], key: string): StatementRow {
  const row = rows.find((one) => one.key === key)
  if (!row) throw new Error(`The form has no row ${key}`)
  return row
}

export const headOf = (code: string): string => code.split('.')[0] ?? code
