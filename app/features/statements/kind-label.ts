import type { TFunction } from 'i18next'

const NAMED = new Set([
  ...['sale', 'refund', 'returned', 'maturity', 'write_off', 'intake', 'member_paid'],
  ...[
    'member_paid_in',
    'member_converted',
    'member_settled',
    'member_loss',
    'member_succeeded',
    'member_undone',
  ],
  ...['dividend', 'dividend_correction', 'dividend_paid', 'correction', 'reversal', 'payout', 'succession'],
])

/** What a kind of entry is called. Whatever another module books later has the words that it was booked with. */
export function kindLabel(t: TFunction, kind: string, memo?: string): string {
  if (NAMED.has(kind)) return t(`statements:kinds.${kind}`)
  return memo || t('statements:kinds.other')
}
