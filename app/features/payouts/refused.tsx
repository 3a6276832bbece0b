import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'

/** Why the last form did nothing, in words. */
export function Refused() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  if (!kind || !/^[a-z_]+$/.test(kind)) return null
  return (
    <Notice tone="danger" announce="alert" title={t('payouts:refusedTitle')} className="mb-5">
      <p className="text-base">
        {t(`payouts:refused.${kind}`, { defaultValue: t('payouts:refused.other') })}
      </p>
    </Notice>
  )
}
