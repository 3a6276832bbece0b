import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { notePayeesRead } from '#app/doors/person-read.server.ts'
import { BatchFacts } from '#app/features/payouts/batch-facts.tsx'
import { BatchLines } from '#app/features/payouts/batch-lines.tsx'
import { DecisionBox } from '#app/features/payouts/decision-box.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { Refused } from '#app/features/payouts/refused.tsx'
import { ImportReport, ResultBox } from '#app/features/payouts/result-box.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const page = 'platform.payouts.$batchId'
  const who = requireActor({ context, request }, page)
  const { payouts, identity } = context.services
  const { t } = await translator(request)
  const batch = (await payouts.batch(params.batchId ?? '')) ?? notFound()
  await notePayeesRead(context, who, { page, partyIds: batch.lines.map(({ partyId }) => partyId) })
  const factor = await identity.secondFactor(who.actor.userId)
  return {
    title: t('payouts:batch.title', { number: batch.number }),
    batch,
    userId: who.actor.userId,
    hasFactor: factor.isOn,
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function BatchPage() {
  const { batch, userId, hasFactor } = useLoaderData<typeof loader>()
  const isLetGo = ['approved', 'sent', 'settled'].includes(batch.state)
  return (
    <>
      <PayoutsNav />
      <Refused />
      <BatchFacts batch={batch} />
      {batch.state === 'proposed' && <DecisionBox batch={batch} userId={userId} hasFactor={hasFactor} />}
      {isLetGo && <ResultBox batch={batch} />}
      <BatchLines batch={batch} />
      {batch.imports.map((imported) => (
        <ImportReport key={imported.importId} imported={imported} />
      ))}
    </>
  )
}
