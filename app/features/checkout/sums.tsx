import { useTranslation } from 'react-i18next'
import type { Fen } from '#shared/money.ts'
import { Money } from '#app/ui/money.tsx'

type SumsProps = {
  subtotalFen: Fen
  freightFen: Fen
  discountFen: Fen
  totalFen: Fen
  totalLabel: string
}

export function Sums({ subtotalFen, freightFen, discountFen, totalFen, totalLabel }: SumsProps) {
  const { t } = useTranslation()
  return (
    <dl className="border-line mt-4 space-y-1.5 border-t pt-4">
      <div className="text-ink-soft flex justify-between gap-4">
        <dt>{t('checkout:sum.subtotal')}</dt>
        <dd>
          <Money amount={subtotalFen} />
        </dd>
      </div>
      <div className="text-ink-soft flex justify-between gap-4">
        <dt>{t('checkout:sum.freight')}</dt>
        <dd>{freightFen === 0 ? t('checkout:sum.freightFree') : <Money amount={freightFen} />}</dd>
      </div>
      {discountFen > 0 && (
        <div className="text-vermilion-700 flex justify-between gap-4">
          <dt>{t('checkout:sum.discount')}</dt>
          <dd>
            −<Money amount={discountFen} />
          </dd>
        </div>
      )}
      <div className="flex items-baseline justify-between gap-4 pt-1 text-lg font-semibold">
        <dt>{totalLabel}</dt>
        <dd>
          <Money amount={totalFen} className="text-vermilion-700 text-2xl" />
        </dd>
      </div>
    </dl>
  )
}
