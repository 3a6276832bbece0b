import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'

type Props = {
  startsAt: string
  /** the village's next session, or the one that is on */
  next: LiveCard | null
}

/** 已取消: the session will not be, and what will be instead. */
export function CalledOff({ startsAt, next }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  return (
    <Notice tone="warning" announce="status" title={t('live:calledOff.title')}>
      <p>{t('live:calledOff.text', { at: formatMoment(startsAt, locale) })}</p>
      {next && (
        <p className="mt-1">
          <Link
            to={`/live/${next.liveSessionId}`}
            className="inline-flex min-h-11 items-center font-medium underline underline-offset-4"
          >
            {next.state === 'live'
              ? t('live:calledOff.onAir', { title: say(next.title) })
              : t('live:calledOff.next', { at: formatMoment(next.startsAt, locale), title: say(next.title) })}
          </Link>
        </p>
      )}
    </Notice>
  )
}
