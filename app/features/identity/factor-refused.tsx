import { useTranslation } from 'react-i18next'
import { RefusedNotice } from '#app/ui/refused.tsx'

/** Why nothing became of a second factor, or of a code of it. */
export function FactorRefused({ kind }: { kind: string }) {
  const { t } = useTranslation()
  return (
    <RefusedNotice title={t('identity:factor.refusedTitle')}>
      {t(`identity:factor.refused.${kind}`, { defaultValue: t('identity:factor.refused.other') })}
    </RefusedNotice>
  )
}
