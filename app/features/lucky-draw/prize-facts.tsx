import { Gift } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'

type Props = { draw: Pick<LuckyDrawView, 'prize' | 'prizes' | 'valueFen' | 'giver'>; as?: 'h1' | 'h2' | 'h3' }

/** What is given away, how many, what it is worth, and by whom. */
export function PrizeFacts({ draw, as: Heading = 'h2' }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="flex items-start gap-3">
      <span className="bg-honey-100 text-honey-900 rounded-control grid size-12 shrink-0 place-items-center">
        <Gift aria-hidden className="size-6" />
      </span>
      <div className="min-w-0 flex-1">
        <Heading className="font-serif text-xl leading-snug font-bold">
          {draw.prize} <span className="whitespace-nowrap tabular-nums">× {draw.prizes}</span>
        </Heading>
        <p className="text-ink-soft text-sm">
          {t('draws:worth', { value: formatMoney(draw.valueFen, locale), giver: draw.giver })}
        </p>
      </div>
    </div>
  )
}
