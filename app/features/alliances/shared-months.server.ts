import type { AppLoadContext } from '@remix-run/node'
import type { TermsSpan } from '#server/alliances/index.ts'
import type { SharedMonth } from './month-parts.tsx'

const MONTHS_SHOWN = 12

/** @param history all that was proposed, the latest month first */
export async function sharedMonths(
  { services }: AppLoadContext,
  history: readonly TermsSpan[],
): Promise<SharedMonth[]> {
  const approved = history.filter(({ state }) => state === 'approved')
  const termsIds = approved.map(({ id }) => id)
  const rows = await services.revenueShare.allianceMonths(termsIds, MONTHS_SHOWN)
  const names = await services.registry.partyNames([...new Set(rows.map(({ partyId }) => partyId))], 'public')
  return [...new Set(rows.map(({ month }) => month))].map((month) => ({
    month,
    terms: approved.find(({ fromMonth }) => fromMonth <= month) ?? null,
    parts: rows
      .filter((row) => row.month === month)
      .map(({ month: _month, ...row }) => ({ ...row, name: names.get(row.partyId)! }))
      .toSorted((a, b) => b.amountFen - a.amountFen),
  }))
}
