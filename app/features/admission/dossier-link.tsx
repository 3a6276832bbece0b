import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** 主播资料: who hosts, and why somebody may not. */
export function DossierLink({ villageId }: { villageId: string }) {
  const { t } = useTranslation()
  return (
    <Link
      to={`/studio/${villageId}/host`}
      className="text-tea-700 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
    >
      {t('admission:host.title')}
    </Link>
  )
}
