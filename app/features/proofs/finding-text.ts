import type { TFunction } from 'i18next'
import type { Finding } from '#server/ledger/index.ts'

/** What is wrong with the books, in words. */
export function findingText(t: TFunction, finding: Finding): string {
  const place = 'place' in finding ? t(`proofs:place.${finding.place}`) : ''
  return t(`proofs:finding.${finding.problem}`, { ...finding, place })
}
