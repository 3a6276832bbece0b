import { useTranslation } from 'react-i18next'
import { clsx } from 'clsx'
import type { RoomSale, TickerView } from '#shared/live.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'

const SHOWN = 3

type TickerProps = { lines: readonly TickerView[]; sales: readonly RoomSale[]; className?: string }

/** Who has just bought, masked. Each line is a real hold or payment; those of scripted buyers say so. */
export function Ticker({ lines, sales, className }: TickerProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const titles = new Map(sales.map((sale) => [sale.saleId, say({ zh: sale.titleZh, en: sale.titleEn })]))
  if (lines.length === 0) return null
  return (
    <ul aria-label={t('live:ticker.label')} className={clsx('flex flex-col items-start gap-1', className)}>
      {lines.slice(-SHOWN).map((line) => (
        <li
          key={line.id}
          className="bg-ink/60 max-w-full truncate rounded-full px-3 py-1 text-xs text-white sm:text-sm"
        >
          {t(`live:ticker.${line.kind}`, {
            buyer: line.buyer,
            title: titles.get(line.saleId) ?? '',
            count: line.quantity,
          })}
          {line.demo && <span className="text-honey-200 ml-1">{t('live:ticker.demo')}</span>}
        </li>
      ))}
    </ul>
  )
}
