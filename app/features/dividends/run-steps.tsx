import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunView } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'

const steps = ['proposed', 'on_view', 'resolved', 'posted', 'paid', 'receipted', 'published'] as const

/** Where it stands: each step with who took it and when. None can be skipped. */
export function RunSteps({ events }: { events: RunView['events'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const taken = new Map(events.map((event) => [event.state, event]))
  return (
    <ol className="grid gap-2">
      {steps.map((step) => {
        const event = taken.get(step)
        return (
          <li key={step} className="flex items-start gap-3">
            <span
              className={clsx(
                'mt-0.5 grid size-6 shrink-0 place-items-center rounded-full border',
                event ? 'border-tea-600 bg-tea-600 text-white' : 'border-line-strong',
              )}
            >
              {event && <Check aria-hidden className="size-4" />}
            </span>
            <span className={clsx(!event && 'text-ink-soft')}>
              {t(`dividends:states.${step}`)}
              {event && (
                <span className="text-ink-soft block text-sm">
                  {event.actorName} · {formatMoment(event.at, locale, 'dateTimeYear')}
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
