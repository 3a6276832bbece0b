import { useTranslation } from 'react-i18next'
import type { MonthFigures } from '#server/village-books/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { fen } from '#shared/money.ts'
import { incomeOf } from './income-of.ts'
import { axisEnd } from './scale.ts'
import { formatRound } from './round-money.ts'

const MONTHS = 12
const COLUMN = 10
const BAR = 3.4
const HEIGHT = 100

/** Each month's income beside its spending. The picture is for the eye; the table under it has every fen for everyone. */
export function MonthChart({ months, name }: { months: readonly MonthFigures[]; name: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const end = axisEnd(fen(Math.max(...months.flatMap((one) => [incomeOf(one), one.spentFen]))))
  const bar = (amount: number) => (Math.max(0, amount) / end) * HEIGHT
  return (
    <figure>
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span className="font-semibold">{t('books:chart.title')}</span>
        <span className="flex gap-4 text-sm">
          <Key className="bg-tea-600">{t('books:income')}</Key>
          <Key className="bg-honey-400">{t('books:spent')}</Key>
        </span>
      </figcaption>
      <div aria-hidden className="mt-3 grid grid-cols-[auto_1fr] gap-x-2">
        <div className="text-ink-soft flex flex-col justify-between text-right text-xs leading-none tabular-nums">
          <span>{formatRound(end, locale)}</span>
          <span>{formatRound(fen(end / 2), locale)}</span>
          <span>0</span>
        </div>
        <svg
          viewBox={`0 0 ${MONTHS * COLUMN} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-44 w-full overflow-visible"
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <path
              key={y}
              d={`M0 ${y}H${MONTHS * COLUMN}`}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {months.map((one, at) => (
            <g key={one.month}>
              <Bar x={at * COLUMN + 1.4} height={bar(incomeOf(one))} className="fill-tea-600" />
              <Bar x={at * COLUMN + 5.2} height={bar(one.spentFen)} className="fill-honey-400" />
            </g>
          ))}
        </svg>
        <div />
        <div className="text-ink-soft mt-1 grid grid-cols-12 text-center text-xs tabular-nums">
          {Array.from({ length: MONTHS }, (_, at) => (
            <span key={at}>{at + 1}</span>
          ))}
        </div>
      </div>
      <MonthTable months={months} name={name} />
    </figure>
  )
}

function Bar({ x, height, className }: { x: number; height: number; className: string }) {
  return <rect x={x} y={HEIGHT - height} width={BAR} height={height} className={className} />
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-3 rounded-sm ${className}`} />
      {children}
    </span>
  )
}

function MonthTable({ months, name }: { months: readonly MonthFigures[]; name: string }) {
  const { t } = useTranslation()
  return (
    <details className="mt-3">
      <summary className="text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline">
        {t('books:chart.table')}
      </summary>
      <table className="w-full text-sm">
        <caption className="sr-only">{t('books:chart.caption', { name })}</caption>
        <thead>
          <tr className="text-ink-soft border-line border-b text-right">
            <th scope="col" className="py-2 text-left font-normal">
              {t('books:chart.month')}
            </th>
            <th scope="col" className="font-normal">
              {t('books:income')}
            </th>
            <th scope="col" className="font-normal">
              {t('books:spent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <tr key={one.month} className="border-line border-b text-right last:border-0">
              <th scope="row" className="py-2 text-left font-normal tabular-nums">
                {one.month}
              </th>
              <td>
                <Money amount={incomeOf(one)} />
              </td>
              <td>
                <Money amount={one.spentFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
