import { Link } from '@remix-run/react'
import { Flag } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** For whoever sees something wrong. */
export function ComplainLink({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  return (
    <Link
      to={`/live/${liveSessionId}/complaints`}
      className="text-ink-soft inline-flex min-h-11 items-center gap-2 self-end text-sm underline-offset-4 hover:underline"
    >
      <Flag aria-hidden className="size-4" />
      {t('complaints:link')}
    </Link>
  )
}
