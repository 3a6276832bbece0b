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
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { OrderCard } from '#app/features/coop/earning-detail.tsx'
import { OrderDisputes } from '#app/features/disputes/order-disputes.tsx'
import { BackToOrders } from '#app/features/refunds/paid-order-list.tsx'
import { RefundForm } from '#app/features/refunds/refund-form.tsx'
import { RefundLook } from '#app/features/refunds/refund-look.tsx'
import { RefundRefused } from '#app/features/refunds/refund-refused.tsx'
import { RefundsMade } from '#app/features/refunds/refunds-made.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { unlisted } from '#app/ui/titled.ts'
import { fen } from '#shared/money.ts'
import { refundConfirmation, refundForm } from '#shared/refund.ts'

const PAGE = 'coop.$organisationId.orders.$number'

function requireStaff({
  context,
  request,
  params,
}: Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>) {
  const organisationId = params.organisationId ?? ''
  const { actor, membership } = requireActor({ context, request }, PAGE, { organisationId })
  return { actor, membership, of: { cooperativeId: organisationId, orderNumber: params.number ?? '' } }
}

/** `?reason=quality&amount=19.90` is the look before: who would bear it. */
export async function loader(asked: LoaderFunctionArgs) {
  const { of, ...who } = requireStaff(asked)
  const { registry, checkout } = asked.context.services
  const [{ t }, organisation, found, looked] = await Promise.all([
    translator(asked.request),
    registry.organisation(of.cooperativeId),
    checkout.refundableOrder(of),
    lookOf(asked, of),
  ])
  const refundable = found ?? notFound()
  // What its household gives back is said by name.
  const borne = [
    ...refundable.refunds.map(({ bearers }) => bearers),
    ...refundable.disputes.flatMap(({ borne: lost }) => lost?.bearers ?? []),
    ...(looked.look ? [looked.look.bearers] : []),
  ]
  const household = borne.flatMap(({ parts }) => parts).find(({ partyKind }) => partyKind === 'household')
  if (household)
    await noteRead(asked.context, who, {
      ...{ organisationId: of.cooperativeId, subjectParty: household.party, page: PAGE },
    })
  return { title: t('coop:refund.title'), organisation: organisation ?? notFound(), refundable, ...looked }
}

async function lookOf(
  { context, request }: LoaderFunctionArgs,
  of: { cooperativeId: string; orderNumber: string },
) {
  const query = new URL(request.url).searchParams
  if (!query.has('amount')) return { lastResult: undefined, look: null, refusal: null }
  const typed = new FormData()
  for (const name of ['reason', 'amount', 'unitsBack']) typed.set(name, query.get(name) ?? '')
  const submission = parseForm(typed, refundForm)
  const lastResult = submission.reply()
  if (submission.status !== 'success') return { lastResult, look: null, refusal: null }

  const { reason, amount, unitsBack } = submission.value
  const asked = { reason, amountFen: amount, unitsBack }
  const answer = await context.services.checkout.previewRefund(of, asked)
  return answer.ok
    ? { lastResult, look: answer.value, refusal: null }
    : { lastResult, look: null, refusal: answer.refusal }
}

/** What was looked at, confirmed. */
export async function action(asked: ActionFunctionArgs) {
  const { actor, of } = requireStaff(asked)
  const submission = parseForm(await formOf(asked.request), refundConfirmation)
  if (submission.status !== 'success') return data({ refusal: { kind: 'bad_request' as const } }, 400)

  const { reason, amount, unitsBack, refundedBefore } = submission.value
  const answer = await asked.context.services.checkout.refundOrder(of, {
    ...{ reason, amountFen: amount, unitsBack, by: actor.name },
    refundedBeforeFen: fen(refundedBefore),
  })
  if (!answer.ok) return data({ refusal: answer.refusal }, 409)
  throw redirect(`/coop/${of.cooperativeId}/orders/${of.orderNumber}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function RefundPage() {
  const { organisation, refundable, look, lastResult, refusal } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refusal ?? refusal
  const { order, leftFen, unitsOut, refunds, disputes, isDisputed } = refundable
  return (
    <>
      <BookHeader organisation={organisation} />
      <BackToOrders organisationId={organisation.id} />
      {refused && <RefundRefused refusal={refused} />}
      <div className="mt-4 grid gap-5 lg:grid-cols-2 lg:items-start">
        <OrderCard order={order} />
        <div className="grid gap-5">
          <OrderDisputes disputes={disputes} />
          {isDisputed && !refused && <RefundRefused refusal={{ kind: 'refund_disputed' }} />}
          {leftFen > 0 && !isDisputed && <RefundForm key={leftFen} {...{ leftFen, unitsOut, lastResult }} />}
          {look && !refused && <RefundLook look={look} />}
          <RefundsMade refunds={refunds} />
        </div>
      </div>
    </>
  )
}
