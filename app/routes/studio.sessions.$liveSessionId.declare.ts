import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { operatorsOf } from '#app/features/admission/operators.server.ts'
import { declareForm } from '#shared/admission.ts'

/** What is said of a session before it goes on air: who sells, whether for the public good, whether by a machine. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { live } = context.services
  const session = await live.card(params.liveSessionId ?? '')
  const villageId = session?.villageId ?? null
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.declare', { villageId })
  if (!session) return notFound()
  const form = await formOf(request)
  const page = `/studio/sessions/${session.liveSessionId}`
  const said = declareForm.safeParse(Object.fromEntries(form))
  const operators = await operatorsOf(context.services, session.villageId)
  if (!said.success || !operators.some(({ id }) => id === said.data.operatorId))
    return answerForm(form, page, badRequest())
  return answerForm(form, page, await live.declare(session.liveSessionId, said.data))
}

export function loader() {
  return redirect('/studio')
}
