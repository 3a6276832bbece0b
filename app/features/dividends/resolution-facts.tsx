import { useTranslation } from 'react-i18next'
import type { RunView } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'

/** Who decided, how, and what proves it. */
export function ResolutionFacts({ resolution }: { resolution: NonNullable<RunView['resolution']> }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="grid gap-1">
      <p>
        {t(`dividends:assembly.body.${resolution.body}`)} · {formatMoment(resolution.heldOn, locale, 'date')}
      </p>
      <p>
        {t('dividends:resolution.attended', { attended: resolution.attended, members: resolution.members })}
      </p>
      <p>
        {t('dividends:resolution.votes', {
          for: resolution.votesFor,
          against: resolution.votesAgainst,
          abstain: resolution.votesAbstained,
          total: resolution.votesTotal,
        })}
      </p>
      <p className="text-ink-soft text-xs break-all">
        {t('dividends:resolution.minutes')} {resolution.minutesName} · SHA-256 {resolution.minutesSha256}
      </p>
    </div>
  )
}
