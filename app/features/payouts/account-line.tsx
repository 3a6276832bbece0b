import { useTranslation } from 'react-i18next'
import type { PayoutAccountView } from '#server/payouts/index.ts'

/** Where the money goes, as far as anybody may read it. */
export function AccountLine({ account }: { account: PayoutAccountView | null }) {
  const { t } = useTranslation()
  if (!account) return <span className="text-honey-900">{t('payouts:account.none')}</span>
  const { bankName, lastFour, holderName } = account
  return (
    <span>
      {holderName} · {bankName} <span className="whitespace-nowrap">**** {lastFour}</span>
    </span>
  )
}
