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
import { DossierLink } from '#app/features/admission/dossier-link.tsx'
import { operatorsOf } from '#app/features/admission/operators.server.ts'
import { PlanForm } from '#app/features/plans/plan-form.tsx'
import { PlanList } from '#app/features/plans/plan-list.tsx'
import { plansView } from '#app/features/plans/plans.server.ts'
import { RefusalNotice } from '#app/features/studio/refusal-notice.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Card } from '#app/ui/card.tsx'
import { useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { planForm, planTime } from '#shared/plans.ts'

/** 排期: what is planned, and the form that plans more. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  requireActor({ context, request }, 'studio.$villageId.plan', { villageId })
  const [{ t }, operators, view] = await Promise.all([
    translator(request),
    operatorsOf(context.services, villageId),
    plansView(context, villageId),
  ])
  return { title: t('studio:plans.title'), villageId, operators, view }
}

/** Plans another live session of the village. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, 'studio.$villageId.plan', { villageId })
  const { live, registry } = context.services
  const filled = Object.fromEntries(await formOf(request))
  const refused = (wrong: Record<string, string[]>, kind: string | null = null) =>
    data({ filled, wrong, kind }, kind === null ? 400 : 422)
  const asked = planForm.safeParse(filled)
  if (!asked.success)
    return refused(Object.fromEntries(asked.error.issues.map(({ path }) => [String(path[0]), ['invalid']])))

  const { title, titleEn, when, at, ...declared } = asked.data
  const village = (await registry.villageById(villageId)) ?? notFound()
  const operators = await operatorsOf(context.services, villageId)
  if (!operators.some(({ id }) => id === declared.operatorId)) return refused({}, 'bad_request')
  const time = planTime({ when, at }, context.now())
  if (!time.ok) return refused({ at: [time.refusal.kind] })
  const planned = await live.plan({
    villageId,
    hostUserId: actor.userId,
    hostName: { zh: actor.name, en: actor.name },
    title: { zh: title, en: titleEn || title },
    picture: village.picture,
    startsAt: time.value,
    declared,
  })
  if (!planned.ok && planned.refusal.kind === 'plan_too_close')
    return refused({ when: [planned.refusal.kind] })
  if (!planned.ok) return refused({}, planned.refusal.kind)
  throw redirect(`/studio/sessions/${planned.value.liveSessionId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PlanPage() {
  const { t } = useTranslation()
  const { villageId, operators, view } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const inAddress = useRefusalInAddress()
  const kind = answer ? answer.kind : inAddress
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <div>
        <BackLink to={`/studio/${villageId}`} label={t('studio:form.back')} />
        <h1 className="font-serif text-2xl font-bold">{t('studio:plans.title')}</h1>
      </div>
      <RefusalNotice refusal={kind === null ? null : { kind }} />
      {view.plans.length > 0 && (
        <Card>
          <PlanList view={view} />
        </Card>
      )}
      <h2 className="font-serif text-xl font-bold">{t('studio:plans.another')}</h2>
      <PlanForm {...{ villageId, operators, answer }} />
      <DossierLink villageId={villageId} />
    </div>
  )
}
