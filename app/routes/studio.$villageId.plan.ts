import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { operatorsOf } from '#app/features/admission/operators.server.ts'
import { planForm } from '#shared/studio.ts'

const MINUTE_MS = 60_000

/** Plans the village's next live session. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, 'studio.$villageId.plan', { villageId })
  const { live, registry } = context.services
  const page = `/studio/${villageId}`
  const form = await formOf(request)
  const asked = planForm.safeParse(Object.fromEntries(form))
  if (!asked.success) return answerForm(form, page, badRequest())

  const village = (await registry.villageById(villageId)) ?? notFound()
  const { title, titleEn, inMinutes, ...declared } = asked.data
  const operators = await operatorsOf(context.services, villageId)
  if (!operators.some(({ id }) => id === declared.operatorId)) return answerForm(form, page, badRequest())
  const planned = await live.plan({
    villageId,
    hostUserId: actor.userId,
    hostName: { zh: actor.name, en: actor.name },
    title: { zh: title, en: titleEn || title },
    picture: village.picture,
    startsAt: new Date(context.now().getTime() + inMinutes * MINUTE_MS),
    declared,
  })
  return answerForm(form, page, planned)
}

export function loader() {
  return redirect('/studio')
}
