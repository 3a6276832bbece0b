import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft, ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { OrderCard } from '#app/features/coop/earning-detail.tsx'
import { DisputeFacts } from '#app/features/disputes/dispute-facts.tsx'
import { LossView } from '#app/features/disputes/loss-view.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { authorise } from '#shared/policy.ts'

const ORDER_PAGE = 'coop.$organisationId.orders.$number'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.disputes.$disputeId')
  const [{ t }, found] = await Promise.all([
    translator(request),
    context.services.checkout.dispute(params.disputeId ?? ''),
  ])
  const { cooperativeId, ...dispute } = found ?? notFound()
  const mayRefund = authorise(actor, ORDER_PAGE, { organisationId: cooperativeId }).ok
  return {
    title: t('disputes:title'),
    dispute,
    orderPage: mayRefund ? `/coop/${cooperativeId}/orders/${dispute.order.number}` : null,
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

const link = 'text-tea-700 inline-flex min-h-12 items-center gap-2 underline underline-offset-4'

export default function DisputePage() {
  const { t } = useTranslation()
  const { dispute, orderPage } = useLoaderData<typeof loader>()
  return (
    <>
      <Link to="/platform/disputes" className={link}>
        <ArrowLeft aria-hidden className="size-5" />
        {t('disputes:back')}
      </Link>
      <h1 className="mb-4 font-serif text-2xl font-bold sm:text-3xl">{t('disputes:title')}</h1>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <div className="grid gap-5">
          <Card>
            <DisputeFacts dispute={dispute} />
            <a href={dispute.stripePage} target="_blank" rel="noreferrer" className={link}>
              {t('disputes:atStripe')}
              <ExternalLink aria-hidden className="size-4" />
            </a>
            <p className="text-ink-faint font-mono text-xs break-all">{dispute.disputeId}</p>
          </Card>
          <OrderCard order={dispute.order} />
          {orderPage && (
            <Link to={orderPage} className={link}>
              {t('disputes:toOrder')}
            </Link>
          )}
        </div>
        {dispute.loss && <LossView loss={dispute.loss} />}
      </div>
    </>
  )
}
