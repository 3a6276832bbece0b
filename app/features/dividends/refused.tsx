import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'

/** Why the last form did nothing, in words, with the article where a law says so. */
export function Refused() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  if (!kind || !/^[a-z_]+$/.test(kind)) return null
  const known = t(`dividends:refused.${kind}`, { defaultValue: t('dividends:refused.other') })
  return (
    <Notice tone="danger" announce="alert" title={t('dividends:refusedTitle')} className="mb-5">
      <p className="text-base">{known}</p>
    </Notice>
  )
}
