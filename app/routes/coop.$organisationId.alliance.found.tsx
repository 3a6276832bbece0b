import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { FoundForm } from '#app/features/alliances/found-form.tsx'
import { BP_PER_PERCENT } from '#app/features/alliances/member-table.tsx'
import { seatsOf, takenSeats, typedSeats } from '#app/features/alliances/seats.server.ts'
import { monthsAfter } from '#app/features/alliances/months-ahead.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { Refused } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { foundForm } from '#shared/alliance.ts'
import { businessDay } from '#shared/calendar.ts'

const ACTION = 'coop.$organisationId.alliance.found'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, ACTION, { organisationId })
  const { registry, alliances } = context.services
  const [{ t }, found, collectives, seated] = await Promise.all([
    translator(request),
    registry.organisation(organisationId),
    registry.collectives(),
    alliances.seated(),
  ])
  const organisation = found ?? notFound()
  if (seated.has(organisationId)) throw redirect(`/coop/${organisationId}/alliance`)
  const free = collectives.filter(({ id }) => id !== organisationId && !seated.has(id))
  const thisMonth = businessDay(context.now()).slice(0, 7)
  return {
    title: t('alliances:found.title'),
    organisation,
    villages: [organisation, ...free].map(({ id, name }) => ({ id, name })),
    months: monthsAfter(thisMonth),
  }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, ACTION, { organisationId })
  const form = await formOf(request)
  const read = seatsOf(form)
  const seats = typedSeats(read)
  const asked = parseForm(form, foundForm)
  if (asked.status !== 'success' || seats.some(({ wrong }) => wrong))
    return data({ refused: null, lastResult: asked.reply(), seats }, 422)

  const { fromMonth, basePercent, reason, ...words } = asked.value
  const proposed = await context.services.alliances.proposeAlliance(
    {
      name: { zh: words.nameZh, en: words.nameEn || words.nameZh },
      intro: { zh: words.introZh, en: words.introEn || words.introZh },
      measure: { zh: words.measureZh, en: words.measureEn || words.measureZh },
    },
    { fromMonth, reason, baseBp: basePercent * BP_PER_PERCENT, seats: takenSeats(read) },
    { userId: actor.userId, name: actor.name, collectiveId: organisationId },
  )
  if (proposed.ok) throw redirect(`/coop/${organisationId}/alliance`, 303)
  return data({ refused: proposed.refusal.kind, lastResult: asked.reply(), seats }, 409)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function FoundAlliance() {
  const { t } = useTranslation()
  const { title, organisation, villages, months } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-2xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5">{t('alliances:found.lead')}</p>
      {answer?.refused && <Refused kind={answer.refused} />}
      <FoundForm {...{ villages, months }} lastResult={answer?.lastResult} seats={answer?.seats ?? []} />
    </>
  )
}
