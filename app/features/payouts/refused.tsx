import { useTranslation } from 'react-i18next'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'

/** Why the last form did nothing, in words. */
export function Refused() {
  const { t } = useTranslation()
  const kind = useRefusalInAddress()
  return (
    kind && (
      <RefusedNotice title={t('payouts:refusedTitle')}>
        {t([`payouts:refused.${kind}`, `identity:factor.refused.${kind}`, 'payouts:refused.other'])}
      </RefusedNotice>
    )
  )
}
