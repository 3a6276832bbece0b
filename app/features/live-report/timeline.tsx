import { useTranslation } from 'react-i18next'
import type { Timeline as Facts } from '#server/live-report/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatCount } from '#app/ui/count.tsx'
import { formatMoment, Moment } from '#app/ui/moment.tsx'
import type { Chart } from './chart.server.ts'
import { Explained } from './explained.tsx'
import { fullest } from './fullest.ts'
import { BarsChart, ViewersChart } from './session-chart.tsx'

type Point = Facts['points'][number]

/** Who was there and when it sold; under the pictures the same as a table. */
export function Timeline({ timeline, chart }: { timeline: Facts; chart: Chart }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { stepMin, points, laterUnits } = timeline
  const time = ({ at }: Point) => formatMoment(at, locale, 'time')
  const crowded = fullest(points, 'viewers')
  const hottest = fullest(points, 'units')
  const dearest = fullest(points, 'likes')
  const viewersTitle = t('report:chart.viewers', { count: stepMin })
  const salesTitle = t('report:chart.sales', { count: stepMin })
  const likesTitle = t('report:chart.likes', { count: stepMin })
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card>
          <Explained label={viewersTitle}>{t('report:what.viewersChart')}</Explained>
          <ViewersChart
            chart={chart}
            title={viewersTitle}
            description={t('report:chart.viewersMost', {
              time: time(crowded),
              count: Math.round(crowded.viewers ?? 0),
            })}
          />
        </Card>
        <Card>
          <Explained label={salesTitle}>{t('report:what.salesChart')}</Explained>
          <BarsChart
            of="sales"
            chart={chart}
            title={salesTitle}
            description={t('report:chart.salesMost', { time: time(hottest), count: hottest.units })}
          />
          {chart.endX !== null && <p className="text-ink-soft text-sm">{t('report:chart.end')}</p>}
          {laterUnits > 0 && (
            <p className="text-ink-soft text-sm">{t('report:chart.later', { count: laterUnits })}</p>
          )}
        </Card>
        {dearest.likes > 0 && (
          <Card>
            <Explained label={likesTitle}>{t('report:what.likesChart')}</Explained>
            <BarsChart
              of="likes"
              chart={chart}
              title={likesTitle}
              description={t('report:chart.likesMost', { time: time(dearest), count: dearest.likes })}
            />
          </Card>
        )}
      </div>
      <TimelineTable points={points} />
    </>
  )
}

function TimelineTable({ points }: { points: readonly Point[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const columns = ['viewers', 'asked', 'units', 'likes'] as const
  return (
    <details className="mt-2">
      <summary className="text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline">
        {t('report:chart.table')}
      </summary>
      <table className="bg-surface rounded-card w-full text-sm">
        <caption className="sr-only">{t('report:chart.table')}</caption>
        <thead>
          <tr className="text-ink-soft border-line border-b text-right">
            <th scope="col" className="px-3 py-2 text-left font-normal">
              {t('report:chart.time')}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 font-normal">
                {t(`report:chart.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at} className="border-line border-b text-right tabular-nums last:border-0">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                <Moment at={point.at} style="time" />
              </th>
              {columns.map((column) => (
                <td key={column} className="px-3">
                  {point[column] === null ? '—' : formatCount(Math.round(point[column]), locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
