import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BatchList } from '#app/features/payouts/batch-list.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'

const BATCHES_SHOWN = 100

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.payouts._index')
  const { payouts, identity } = context.services
  const { t } = await translator(request)
  const [batches, factor] = await Promise.all([
    payouts.batches(BATCHES_SHOWN),
    identity.secondFactor(actor.userId),
  ])
  return { title: t('payouts:title'), batches, hasFactor: factor.isOn }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PayoutsPage() {
  const { t } = useTranslation()
  const { batches, hasFactor } = useLoaderData<typeof loader>()
  return (
    <>
      <PayoutsNav />
      {!hasFactor && (
        <Notice tone="warning" className="mb-5">
          <Link to="/account/second-factor" className="text-base font-medium underline">
            {t('payouts:approve.enrol')}
          </Link>
        </Notice>
      )}
      <BatchList batches={batches} />
    </>
  )
}
