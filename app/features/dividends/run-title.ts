import type { TFunction } from 'i18next'
import type { RunRow } from '#server/dividends/index.ts'

const YEAR = 4
/** “2025 年度分红”, “2025 年度分红 · 第 2 次决议” */
export function runTitle(t: TFunction, { toOn, seq }: Pick<RunRow, 'toOn' | 'seq'>): string {
  const title = t('dividends:run.title', { year: toOn.slice(0, YEAR) })
  return seq === 1 ? title : `${title} · ${t('dividends:run.seq', { seq })}`
}
