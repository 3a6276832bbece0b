import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { LotFacts } from '#app/features/lots/lot-facts.tsx'
import { LotBadge } from '#app/features/lots/lot-list.tsx'
import { lotsWithSales } from '#app/features/lots/lots.server.ts'
import { RecallForm } from '#app/features/lots/recall-form.tsx'
import { AffectedOrders, BackToLots, Recalled } from '#app/features/lots/recalled.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { unlisted } from '#app/ui/titled.ts'
import { RECALL_REASON_MAX, recallForm } from '#shared/lots.ts'

const ORDERS_SHOWN = 100

type Asked = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

/** The lot, if it is of the goods of the cooperative whose staff asks. */
async function ownLot({ context, request, params }: Asked) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, 'coop.$organisationId.lots.$lotId', { organisationId })
  const lots = await lotsWithSales(context, organisationId)
  return { actor, organisationId, lot: lots.find(({ lotId }) => lotId === params.lotId) ?? notFound() }
}

export async function loader(asked: LoaderFunctionArgs) {
  const { organisationId, lot } = await ownLot(asked)
  const { registry, flashSale, checkout } = asked.context.services
  const [{ t }, organisation, paid] = await Promise.all([
    translator(asked.request),
    registry.organisation(organisationId),
    flashSale.paidHoldsOfLot(lot.lotId, ORDERS_SHOWN),
  ])
  return {
    title: `${lot.code} · ${t('coop:lots.title')}`,
    organisation: organisation ?? notFound(),
    lot,
    paidOrders: paid.count,
    orders: await checkout.soldOrders(paid.latest.flatMap(({ orderId }) => orderId ?? [])),
    reasonMax: RECALL_REASON_MAX,
  }
}

/** 召回: stops all that sells of the lot, at once and for good. */
export async function action(asked: ActionFunctionArgs) {
  const { actor, organisationId, lot } = await ownLot(asked)
  const submission = parseForm(await formOf(asked.request), recallForm)
  if (submission.status !== 'success') return data({ lastResult: submission.reply() }, 400)

  const { reason } = submission.value
  await asked.context.services.flashSale.recallLot({ lotId: lot.lotId, reason, by: actor.name })
  throw redirect(`/coop/${organisationId}/lots/${lot.lotId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function LotPage() {
  const say = useBilingual()
  const { organisation, lot, paidOrders, orders, reasonMax } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <BackToLots organisationId={organisation.id} />
      <h2 className="mb-4 flex flex-wrap items-center gap-3 font-serif text-xl font-bold">
        {say(lot.goods)}
        <LotBadge lot={lot} />
      </h2>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <Card>
          <LotFacts lot={lot} />
        </Card>
        <div className="grid gap-5">
          {lot.recall ? (
            <Recalled recall={lot.recall} onSale={lot.onSale} />
          ) : (
            <RecallForm onSale={lot.onSale} lastResult={answer?.lastResult} {...{ paidOrders, reasonMax }} />
          )}
          <AffectedOrders count={paidOrders} orders={orders} />
        </div>
      </div>
    </>
  )
}
