import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { KeptCoupon } from '#server/coupons/index.ts'
import type { Bilingual } from '#shared/locale.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatMoney, Price } from '#app/ui/money.tsx'

type Props = { coupon: Omit<KeptCoupon, 'villageId'> & { village: { key: string; name: Bilingual } } }

/** One piece, as its owner keeps it. */
export function CouponCard({ coupon }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { kind, amountFen, minSpendFen, lastDay, state, village } = coupon
  const isUsable = state === 'usable'
  return (
    <article className="bg-surface rounded-card shadow-card flex items-stretch overflow-hidden">
      <div
        className={clsx(
          'grid w-28 shrink-0 place-items-center px-2 py-5',
          isUsable ? 'bg-vermilion-600 text-white' : 'bg-paper-deep text-ink-soft',
        )}
      >
        <Price amount={amountFen} className="text-2xl" />
      </div>
      <div className="min-w-0 flex-1 p-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {t(`coupons:kind.${kind}`)}
          {!isUsable && <Badge>{t(`coupons:state.${state}`)}</Badge>}
        </p>
        <p className="text-ink-soft text-sm">
          {t('coupons:wallet.terms', { min: formatMoney(minSpendFen, locale), village: say(village.name) })}
        </p>
        {state !== 'used' && (
          <p className="text-ink-soft text-sm">
            {t('coupons:checkout.until')} <Moment at={lastDay} style="date" />
          </p>
        )}
        {isUsable && (
          <Link
            to={`/villages/${village.key}`}
            className="text-tea-700 -mb-2 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
          >
            {t('coupons:wallet.shop')}
          </Link>
        )}
      </div>
    </article>
  )
}
