import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { RunRow } from '#server/dividends/index.ts'
import { Money } from '#app/ui/money.tsx'
import { fen } from '#shared/money.ts'

type Figure = { name: string; amount: RunRow['surplusFen']; strong?: boolean; less?: boolean }
const PERCENT = 100

/** From what was earned to what is shared, one line each; the same sums that are booked. */
export function SurplusFigures({ run }: { run: RunRow }) {
  const { t } = useTranslation()
  const figures: Figure[] = [
    { name: 'surplus', amount: run.surplusFen, strong: true },
    { name: 'lossCover', amount: run.lossCoverFen, less: true },
    { name: 'reserve', amount: run.reserveFen, less: true },
    { name: 'distributable', amount: run.distributableFen, strong: true },
    ...(run.regime === 'cooperative' ? [{ name: 'pool', amount: run.poolFen }] : []),
    { name: run.regime === 'cooperative' ? 'rest' : 'shares', amount: run.restFen },
  ]
  const rates: Record<string, number> = { reserve: run.reserveBp, pool: run.poolBp }
  return (
    <>
      <dl className="divide-line divide-y">
        {figures.map(({ name, amount, strong, less }) => (
          <div
            key={name}
            className={clsx('flex items-baseline justify-between gap-4 py-3', strong && 'font-semibold')}
          >
            <dt>
              {t(`dividends:figures.${name}`)}
              {rates[name] !== undefined && (
                <span className="text-ink-soft ml-2 text-sm font-normal">{rates[name] / PERCENT} %</span>
              )}
            </dt>
            <dd className={clsx(strong && 'text-lg')}>
              <Money amount={less && amount > 0 ? fen(-amount) : amount} />
            </dd>
          </div>
        ))}
      </dl>
      {run.mayConvert && <p className="text-ink-soft text-sm">{t('dividends:figures.mayConvert')}</p>}
    </>
  )
}
