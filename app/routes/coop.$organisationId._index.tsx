import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { EarningList } from '#app/features/coop/earning-list.tsx'
import { OwedFigures } from '#app/features/coop/owed-figures.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

const LINES_SHOWN = 200

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId._index', { organisationId })
  const { checkout, registry, revenueShare } = context.services
  const { t } = await translator(request)
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const [owed, earnings] = await Promise.all([
    revenueShare.owedTo(organisation.partyId),
    revenueShare.earningsOf(organisation.partyId, LINES_SHOWN),
  ])
  const orders = await checkout.soldOrders(earnings.flatMap(({ orderId }) => orderId ?? []))
  return { title: t('coop:title'), asOf: context.now().toISOString(), organisation, owed, earnings, orders }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function OursPage() {
  const { t } = useTranslation()
  const { organisation, owed, earnings, orders, asOf } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <OwedFigures owed={owed} asOf={asOf} />
      {organisation.villageId && (
        <Link
          to={`/studio/${organisation.villageId}/sessions`}
          className="text-tea-700 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
        >
          {t('report:past.village')}
        </Link>
      )}
      <EarningList organisationId={organisation.id} earnings={earnings} orders={orders} />
    </>
  )
}
