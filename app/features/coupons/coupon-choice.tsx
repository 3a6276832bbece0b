import { useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldForCheckout } from '#server/checkout/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

const NONE = ''

/** Which coupon an order is placed with. Chosen, the page counts anew; without scripts the form says it at its end. */
export function CouponChoice({ checkout }: { checkout: HoldForCheckout }) {
  const { t } = useTranslation()
  const [, setSearch] = useSearchParams()
  const { coupons, couponId } = checkout
  if (coupons.length === 0) return null
  const choose = (chosen: string) =>
    setSearch({ coupon: chosen }, { replace: true, preventScrollReset: true })
  return (
    <Card>
      <fieldset>
        <legend className="font-serif text-lg font-bold">{t('coupons:checkout.title')}</legend>
        <p className="text-ink-soft text-sm">{t('coupons:checkout.lead')}</p>
        <div className="divide-line mt-2 divide-y">
          {coupons.map(({ couponId: id, kind, amountFen, lastDay }) => (
            <Choice key={id} value={id} isChosen={id === couponId} choose={choose}>
              <span className="min-w-0 flex-1">
                {t(`coupons:kind.${kind}`)}
                <span className="text-ink-soft block text-sm">
                  {t('coupons:checkout.until')} <Moment at={lastDay} style="date" />
                </span>
              </span>
              <span className="text-vermilion-700 font-semibold">
                −<Money amount={amountFen} />
              </span>
            </Choice>
          ))}
          <Choice value={NONE} isChosen={couponId === null} choose={choose}>
            {t('coupons:checkout.none')}
          </Choice>
        </div>
      </fieldset>
    </Card>
  )
}

type ChoiceProps = {
  value: string
  isChosen: boolean
  choose(value: string): void
  children: ReactNode
}

function Choice({ value, isChosen, choose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-14 cursor-pointer items-center gap-3 py-2">
      <input
        type="radio"
        name="couponId"
        value={value}
        defaultChecked={isChosen}
        onChange={() => choose(value)}
        className="accent-tea-600 size-5 shrink-0"
      />
      {children}
    </label>
  )
}
