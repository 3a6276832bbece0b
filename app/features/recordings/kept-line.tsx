import { useTranslation } from 'react-i18next'
import type { Recording } from '#server/live/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'

/** How large a recording is, and until when it is kept. */
export function KeptLine({ recording: { kept } }: { recording: Pick<Recording, 'kept'> }) {
  const { t } = useTranslation()
  const megabytes = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 1 })
  if (!kept)
    return (
      <span className="mt-1 block">
        <Badge tone="live">{t('recordings:live')}</Badge>
      </span>
    )
  const { bytes, until, isHeld, discardedAt } = kept
  return (
    <span className="text-ink-soft mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span>
        {t(discardedAt ? 'recordings:gone' : 'recordings:until')}{' '}
        <Moment at={discardedAt ?? until} style="date" />
      </span>
      <span>
        {t('recordings:size')} {megabytes.format(bytes / 1_000_000)} MB
      </span>
      {isHeld && <Badge tone="honey">{t('recordings:held')}</Badge>}
      {discardedAt && <Badge tone="plain">{t('recordings:discarded')}</Badge>}
    </span>
  )
}
