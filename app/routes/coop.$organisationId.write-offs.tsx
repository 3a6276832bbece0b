import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { DebtCard } from '#app/features/write-offs/debt-card.tsx'
import { WriteOffList } from '#app/features/write-offs/write-off-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { unlisted } from '#app/ui/titled.ts'
import { zeroFen } from '#shared/money.ts'
import { householdName } from '#shared/person-name.ts'
import { writeOffDecision, writeOffForm } from '#shared/write-off.ts'

type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

async function openDebts({ context, request, params }: Door) {
  const organisationId = params.organisationId ?? ''
  const page = 'coop.$organisationId.write-offs'
  const who = requireActor({ context, request }, page, { organisationId })
  const { registry } = context.services
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  await noteRead(context, who, { organisationId, page, everybody: true })
  const households = await registry.householdsOf(organisationId)
  return {
    actor: who.actor,
    organisation,
    households: households.map(({ head, ...one }) => ({ ...one, name: householdName(head, 'staff') })),
  }
}

export async function loader(door: LoaderFunctionArgs) {
  const { actor, organisation, households } = await openDebts(door)
  const { revenueShare } = door.context.services
  const { t } = await translator(door.request)
  const [debts, writeOffs] = await Promise.all([
    revenueShare.debtsOf(households.map(({ partyId }) => partyId)),
    revenueShare.writeOffsOf(organisation),
  ])
  const owing = households.filter(({ partyId }) => debts.has(partyId))
  return {
    title: t('coop:writeOffs.title'),
    organisation,
    userId: actor.userId,
    debts: owing.map(({ id, partyId, name }) => ({
      ...{ householdId: id, name, owesFen: debts.get(partyId) ?? zeroFen },
      waits: writeOffs.some((one) => one.householdParty === partyId && one.state === 'proposed'),
    })),
    writeOffs: writeOffs.map((one) => ({
      ...one,
      name: households.find(({ partyId }) => partyId === one.householdParty)?.name ?? null,
    })),
  }
}

/** Proposes one, or decides another's. */
export async function action(door: ActionFunctionArgs) {
  const { actor: by, organisation: cooperative, households } = await openDebts(door)
  const { revenueShare } = door.context.services
  const at = door.context.now()
  const form = await formOf(door.request)
  const decision = writeOffDecision.safeParse(Object.fromEntries(form))
  if (decision.success) {
    const { writeOffId, decision: said } = decision.data
    const approve = said === 'approve'
    const answer = await revenueShare.decideWriteOff({ writeOffId, cooperative, approve, by, at })
    return answer.ok ? again(cooperative) : refused(answer.refusal.kind)
  }

  const asked = parseForm(form, writeOffForm)
  if (asked.status !== 'success')
    return data(
      { refused: null, lastResult: asked.reply(), householdId: String(form.get('householdId') ?? '') },
      422,
    )
  const { householdId, amount, reason } = asked.value
  const household = households.find(({ id }) => id === householdId) ?? notFound()
  const proposal = { household, cooperative, amountFen: amount, reason, by, at }
  const answer = await revenueShare.proposeWriteOff(proposal)
  return answer.ok ? again(cooperative) : refused(answer.refusal.kind)
}

function again({ id }: { id: string }): never {
  throw redirect(`/coop/${id}/write-offs`, 303)
}

function refused(kind: string) {
  return data({ refused: kind, lastResult: undefined, householdId: '' }, 409)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function WriteOffsPage() {
  const { t } = useTranslation()
  const { title, organisation, userId, debts, writeOffs } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-2xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5">{t('coop:writeOffs.lead')}</p>
      {answer?.refused && <Refused kind={answer.refused} />}
      <Section title={t('coop:writeOffs.owing')}>
        {debts.length === 0 ? (
          <EmptyState icon={HandCoins} title={t('coop:writeOffs.none')}>
            {t('coop:writeOffs.noneText')}
          </EmptyState>
        ) : (
          <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
            {debts.map(({ waits, ...debt }) => (
              <DebtCard
                // Another debt is another form: what it asks for first is all of it.
                key={`${debt.householdId} ${debt.owesFen}`}
                debt={debt}
                waits={waits}
                lastResult={answer?.householdId === debt.householdId ? answer.lastResult : undefined}
              />
            ))}
          </div>
        )}
      </Section>
      {writeOffs.length > 0 && (
        <Section title={t('coop:writeOffs.made')}>
          <WriteOffList writeOffs={writeOffs} userId={userId} />
        </Section>
      )}
    </>
  )
}
