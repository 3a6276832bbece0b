import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { EarningDetail } from '#app/features/coop/earning-detail.tsx'
import { ProofCard } from '#app/features/proofs/proof-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'

const journalIdParam = z.uuid()

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, 'coop.$organisationId.lines.$journalId', { organisationId })
  const journalId = journalIdParam.safeParse(params.journalId)
  if (!journalId.success) return notFound()

  const { checkout, ledger, registry, revenueShare } = context.services
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const earned = (await revenueShare.earnedBy(organisation.partyId, journalId.data)) ?? notFound()
  const [order] = earned.orderId ? await checkout.soldOrders([earned.orderId]) : []
  const legs = order ? await revenueShare.allocationsOf([order.orderLineId]) : []
  const [first] = legs
  const [rule, names, journal, { t }] = await Promise.all([
    first ? revenueShare.ruleVersion(first.ruleVersionId) : null,
    registry.partyNames(
      legs.filter(({ party }) => journalIdParam.safeParse(party).success).map(({ party }) => party),
    ),
    ledger.journal(journalId.data),
    translator(request),
  ])
  return {
    title: t('coop:line.title'),
    organisation,
    earned,
    order: order ?? null,
    sealedAs: journal?.sealedAs ?? null,
    rule,
    legs: legs.map((leg) => ({ ...leg, name: names.get(leg.party) ?? null })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function EarningPage() {
  const { organisation, sealedAs, ...line } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <EarningDetail {...line} organisation={organisation}>
        <ProofCard
          href={`/coop/${organisation.id}/lines/${line.earned.journalId}/proof.json`}
          sealedAs={sealedAs}
        />
      </EarningDetail>
    </>
  )
}
