import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { PaidOrderList } from '#app/features/refunds/paid-order-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId.orders._index', { organisationId })
  const { registry, checkout } = context.services
  const [{ t }, organisation, orders] = await Promise.all([
    translator(request),
    registry.organisation(organisationId),
    checkout.paidOrders(organisationId),
  ])
  return { title: t('coop:orders.title'), organisation: organisation ?? notFound(), orders }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PaidOrdersPage() {
  const { t } = useTranslation()
  const { organisation, orders } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-xl font-bold">{t('coop:orders.title')}</h2>
      <p className="text-ink-soft mb-4 text-sm">{t('coop:orders.lead')}</p>
      <PaidOrderList organisationId={organisation.id} orders={orders} />
    </>
  )
}
