import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { appealForm } from '#shared/admission.ts'

/** 申诉: whoever is listed says, once, why they should not be. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, 'studio.$villageId.host_.appeal', { villageId })
  const form = await formOf(request)
  const page = `/studio/${villageId}/host`
  const said = appealForm.safeParse(Object.fromEntries(form))
  if (!said.success) return answerForm(form, page, badRequest())
  return answerForm(
    form,
    page,
    await context.services.admission.appeal({ ...said.data, userId: actor.userId }),
  )
}

export function loader() {
  return redirect('/studio')
}
