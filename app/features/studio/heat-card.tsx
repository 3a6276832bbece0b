import { clsx } from 'clsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { fullest } from '../live-report/fullest.ts'
import { BarsChart, ViewersChart } from '../live-report/session-chart.tsx'
import { useHeat, type Heat } from './use-heat.ts'

const SIDES = ['units', 'viewers', 'likes'] as const
type Side = (typeof SIDES)[number]

/** 热度 over the last half hour, minute by minute: what sells, who is there, who likes it. */
export function HeatCard({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  const heat = useHeat(liveSessionId)
  const [side, setSide] = useState<Side>('units')
  if (!heat) return null
  return (
    <Card>
      <h2 className="text-ink-soft text-sm font-medium">{t('studio:heat.title')}</h2>
      <div role="group" aria-label={t('studio:heat.choose')} className="mt-2 grid grid-cols-3 gap-2">
        {SIDES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === side}
            onClick={() => setSide(one)}
            className={clsx(
              'rounded-control min-h-11 px-2 text-sm font-medium',
              one === side ? 'bg-tea-100 text-tea-900' : 'text-ink-soft hover:bg-paper-deep',
            )}
          >
            {t(`studio:heat.${one}`)}
          </button>
        ))}
      </div>
      <HeatChart heat={heat} side={side} />
    </Card>
  )
}

function HeatChart({ heat: { points, chart }, side }: { heat: Heat; side: Side }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const best = fullest(points, side)
  const count = Math.round(best[side] ?? 0)
  const description =
    count === 0
      ? t('studio:heat.none')
      : t(`studio:heat.${side}Most`, { time: formatMoment(best.at, locale, 'time'), count })
  const words = { title: t(`studio:heat.${side}Title`), description }
  return (
    <>
      {side === 'viewers' ? (
        <ViewersChart chart={chart} {...words} />
      ) : (
        <BarsChart of={side === 'units' ? 'sales' : 'likes'} chart={chart} {...words} />
      )}
      <p className="text-ink-soft text-sm">{description}</p>
    </>
  )
}
