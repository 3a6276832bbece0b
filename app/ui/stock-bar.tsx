import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { clsx } from 'clsx'

type StockBarProps = { left: number; total: number; held?: number; className?: string }

/** How much is left, as a bar and as a number: the number is the truth, the bar is for the eye. */
export function StockBar({ left, total, held = 0, className }: StockBarProps) {
  const { t } = useTranslation()
  const id = useId()
  const percent = total > 0 ? Math.round((left / total) * 100) : 0
  const heldPercent = total > 0 ? Math.round((held / total) * 100) : 0
  return (
    <div className={className}>
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={left}
        className="bg-vermilion-100 h-2.5 overflow-hidden rounded-full"
      >
        <svg aria-hidden width="100%" height="100%" preserveAspectRatio="none">
          <rect width={`${percent + heldPercent}%`} height="100%" className="fill-honey-400" />
          <rect width={`${percent}%`} height="100%" className="fill-vermilion-500" />
        </svg>
      </div>
      <p
        id={id}
        className={clsx(
          'mt-1 text-sm tabular-nums',
          left === 0 ? 'text-ink-faint' : 'text-vermilion-700 font-medium',
        )}
      >
        {left === 0
          ? held > 0
            ? t('common:stock.goneHeld', { count: held })
            : t('common:stock.gone')
          : t('common:stock.left', { count: left, total })}
      </p>
    </div>
  )
}
