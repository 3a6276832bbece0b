import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'

/** Why the last form did nothing. */
export function Refused({ kind }: { kind: string }) {
  const { t } = useTranslation()
  return (
    <Notice tone="danger" announce="alert" className="mb-5">
      <p className="text-base">
        {t(`errors:refusal.${kind}`, { defaultValue: t('errors:refusal.bad_request') })}
      </p>
    </Notice>
  )
}
