import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveReport } from '#server/live-report/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatCount } from '#app/ui/count.tsx'
import { formatMoney, Money, Price } from '#app/ui/money.tsx'
import type { Fen } from '#shared/money.ts'
import { Explained } from './explained.tsx'
import { useDuration } from './use-duration.ts'

type FigureProps = { name: string; value: ReactNode; more?: ReactNode }

function Figure({ name, value, more }: FigureProps) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>
        <Explained label={t(`report:figure.${name}`)}>{t(`report:what.${name}`)}</Explained>
      </dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
      {more && <dd className="text-ink-soft text-sm">{more}</dd>}
    </div>
  )
}

const NONE = '—'

/** What reached the households stands first; then who watched, and what it came to. */
export function KeyFigures({ report }: { report: LiveReport }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const duration = useDuration()
  const count = (value: number) => formatCount(value, locale)
  const each = (amount: Fen | null) => (amount === null ? NONE : <Money amount={amount} />)
  const { audience, money } = report
  const households = money.parts.find(({ earner }) => earner === 'household')!
  return (
    <Card>
      <dl className="border-line border-b pb-3">
        <dt>
          <Explained label={t('report:figure.households')}>{t('report:what.households')}</Explained>
        </dt>
        <dd className="text-tea-700">
          <Price amount={households.netFen} className="text-4xl" />
        </dd>
        <dd className="text-ink-soft mt-1 text-sm">
          {t('report:gross', { amount: formatMoney(households.earnedFen, locale) })}
        </dd>
      </dl>
      <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
        <Figure
          name="net"
          value={<Money amount={money.netFen} />}
          more={t('report:gross', { amount: formatMoney(money.grossFen, locale) })}
        />
        <Figure name="refunded" value={<Money amount={money.refundedFen} />} />
        <Figure
          name="units"
          value={count(report.units)}
          more={report.unitsBack > 0 && t('report:unitsBack', { count: report.unitsBack })}
        />
        <Figure
          name="visitors"
          value={count(audience.visitors)}
          more={audience.demoVisitors > 0 && t('report:demoVisitors', { count: audience.demoVisitors })}
        />
        <Figure name="visits" value={count(audience.visits)} />
        <Figure
          name="peak"
          value={count(audience.peak)}
          more={audience.average !== null && t('report:average', { value: count(tenths(audience.average)) })}
        />
        <Figure name="likes" value={count(audience.likes)} />
        <Figure name="perThousand" value={each(report.perThousandVisitsFen)} />
        <Figure name="perVisitor" value={each(report.perVisitorFen)} />
        <Figure name="duration" value={duration(report.durationSec)} />
        {money.disputedFen > 0 && <Figure name="disputed" value={<Money amount={money.disputedFen} />} />}
      </dl>
    </Card>
  )
}

const tenths = (value: number) => Math.round(value * 10) / 10
