import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Ticket } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CouponCard } from '#app/features/coupons/coupon-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'
import { titled } from '#app/ui/titled.ts'

const SHOWN = 100

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { coupons, registry } = context.services
  const [{ t }, kept, villages] = await Promise.all([
    translator(request),
    coupons.wallet(context.buyerId, SHOWN),
    registry.villages(),
  ])
  const village = new Map(villages.map(({ id, key, name }) => [id, { key, name }]))
  return {
    title: `${t('coupons:wallet.title')} · ${t('common:shop.name')}`,
    coupons: kept.map(({ villageId, ...coupon }) => ({ ...coupon, village: village.get(villageId)! })),
  }
}

export const meta: MetaFunction<typeof loader> = titled

/** 我的券: what the reader has taken in rooms, and what became of it. */
export default function CouponsPage() {
  const { t } = useTranslation()
  const { coupons } = useLoaderData<typeof loader>()
  const refused = useRefusalInAddress()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading title={t('coupons:wallet.title')} lead={t('coupons:wallet.lead')} />
      {refused && (
        <RefusedNotice>
          {t(`coupons:refused.${refused}`, { defaultValue: t('coupons:refused.try_again') })}
        </RefusedNotice>
      )}
      {coupons.length > 0 ? (
        <ul className="grid gap-3">
          {coupons.map((coupon) => (
            <li key={coupon.couponId}>
              <CouponCard coupon={coupon} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState icon={Ticket} title={t('coupons:wallet.none')}>
          <p className="mb-4">{t('coupons:wallet.noneText')}</p>
          <LinkButton to="/live">{t('shop:home.heroLive')}</LinkButton>
        </EmptyState>
      )}
      <p className="mt-6 text-center">
        <Link to="/orders" className="text-tea-700 inline-flex min-h-12 items-center underline">
          {t('orders:title')}
        </Link>
      </p>
    </div>
  )
}
