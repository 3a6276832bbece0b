import { useTranslation } from 'react-i18next'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'

/** Why the last form did nothing, in words, with the article where a law says so. */
export function Refused({ kind: answered = null }: { kind?: string | null }) {
  const { t } = useTranslation()
  const inAddress = useRefusalInAddress()
  const kind = answered ?? inAddress
  return (
    kind && (
      <RefusedNotice title={t('dividends:refusedTitle')}>
        {t(`dividends:refused.${kind}`, { defaultValue: t('dividends:refused.other') })}
      </RefusedNotice>
    )
  )
}
