import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { OrderCard } from '#app/features/checkout/order-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const [{ t }, orders] = await Promise.all([
    translator(request),
    context.services.checkout.ordersOf(context.buyerId),
  ])
  return { orders, title: `${t('orders:title')} · ${t('common:shop.name')}` }
}

export const meta: MetaFunction<typeof loader> = titled

export default function Orders() {
  const { t } = useTranslation()
  const { orders } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading title={t('orders:title')} lead={t('orders:lead')} />
      {orders.length > 0 ? (
        <ul className="grid gap-3">
          {orders.map((order) => (
            <li key={order.number}>
              <OrderCard order={order} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState icon={ReceiptText} title={t('orders:none')}>
          <p className="mb-4">{t('orders:noneText')}</p>
          <LinkButton to="/live">{t('shop:home.heroLive')}</LinkButton>
        </EmptyState>
      )}
      <p className="mt-6 text-center">
        <Link to="/orders/find" className="text-tea-700 inline-flex min-h-12 items-center underline">
          {t('orders:findLink')}
        </Link>
        <Link to="/coupons" className="text-tea-700 ml-6 inline-flex min-h-12 items-center underline">
          {t('coupons:wallet.title')}
        </Link>
        <Link to="/follows" className="text-tea-700 ml-6 inline-flex min-h-12 items-center underline">
          {t('follows:title')}
        </Link>
      </p>
    </div>
  )
}
