import { useTranslation } from 'react-i18next'
import type { TierStanding } from '#server/village-books/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { tiers } from '#shared/collective-tier.ts'
import { formatRound } from './round-money.ts'
import { SumBar } from './sum-bar.tsx'

const bounds = tiers.slice(1).map(({ fromFen }) => fromFen)
/** The scale goes half as far again as the highest bound. */
const SCALE_END = Math.max(...bounds) * 1.5

export const tierColours = {
  below: { fill: 'fill-honey-400', box: 'bg-honey-100 text-honey-900' },
  middle: { fill: 'fill-tea-400', box: 'bg-tea-100 text-tea-900' },
  upper: { fill: 'fill-tea-600', box: 'bg-tea-600 text-white' },
} as const

/** 集体经济分档, with what it rests on and what is missing to the next one. */
export function TierCard({ standing }: { standing: TierStanding }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { tier, next, operatingFen, fromMonth, toMonth } = standing
  const percent = (amount: number) => Math.min(100, (amount / SCALE_END) * 100)
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-serif text-xl font-bold">{t('books:tier.title')}</h2>
        <span className={`rounded-full px-4 py-1 font-semibold ${tierColours[tier].box}`}>
          {t(`books:tier.${tier}`)}
        </span>
      </div>
      <p className="mt-3">
        {t('books:tier.earned')} <Money amount={operatingFen} className="font-serif text-2xl font-bold" />
      </p>
      <div aria-hidden className="mt-2">
        <SumBar percent={percent(operatingFen)} fill={tierColours[tier].fill} className="h-4">
          {bounds.map((bound) => (
            <path
              key={bound}
              d={`M${percent(bound)} 0V10`}
              vectorEffect="non-scaling-stroke"
              className="stroke-ink"
            />
          ))}
        </SumBar>
        <div className="text-ink-soft grid grid-cols-3 text-right text-sm">
          {bounds.map((bound) => (
            <span key={bound}>{formatRound(bound, locale)}</span>
          ))}
        </div>
      </div>
      {next && (
        <p className="mt-2">
          {t(`books:tier.missing.${next.tier}`, { amount: formatMoney(next.missingFen, locale) })}
        </p>
      )}
      <p className="text-ink-soft mt-2 text-sm">{t('books:tier.how', { fromMonth, toMonth })}</p>
    </Card>
  )
}
