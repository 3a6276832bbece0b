import { useTranslation } from 'react-i18next'
import type { LiveReport } from '#server/live-report/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatCount } from '#app/ui/count.tsx'
import { SumBar } from '../village-books/sum-bar.tsx'
import { Explained } from './explained.tsx'

/** From a tap to a payment: how many of each, and what part of the step before. */
export function Funnel({ funnel }: { funnel: LiveReport['funnel'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const steps = ['asked', 'held', 'paid'] as const
  const most = Math.max(1, ...steps.map((step) => funnel[step]))
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <Card>
      <ol className="space-y-3">
        {steps.map((step, at) => {
          const before = at === 0 ? 0 : funnel[steps[at - 1]!]
          return (
            <li key={step}>
              <div className="flex items-start justify-between gap-3">
                <Explained label={t(`report:figure.${step}`)}>{t(`report:what.${step}`)}</Explained>
                <p className="shrink-0 pt-2 text-right">
                  <span className="text-lg font-semibold tabular-nums">
                    {formatCount(funnel[step], locale)}
                  </span>
                  {/* Units that came back are offered without a tap, so that a step may be more than the one before. */}
                  {before >= funnel[step] && before > 0 && (
                    <span className="text-ink-soft ml-2 text-sm tabular-nums">
                      {percent.format(funnel[step] / before)}
                    </span>
                  )}
                </p>
              </div>
              <SumBar percent={(funnel[step] / most) * 100} fill="fill-tea-500" className="h-2.5" />
            </li>
          )
        })}
      </ol>
      {funnel.soldOut > 0 && (
        <p className="text-ink-soft mt-3 text-sm">{t('report:soldOutAsked', { count: funnel.soldOut })}</p>
      )}
    </Card>
  )
}
