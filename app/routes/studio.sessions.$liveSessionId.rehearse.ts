import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'

/** 彩排一遍: from a plan into a rehearsal of it. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { live } = context.services
  const session = await live.card(params.liveSessionId ?? '')
  const door = { context, request }
  const { actor } = requireActor(door, 'studio.sessions.$liveSessionId.rehearse', {
    villageId: session?.villageId ?? null,
  })
  const { liveSessionId } = session ?? notFound()
  const form = await formOf(request)
  const rehearsal = await live.rehearse(liveSessionId, actor.userId)
  const page = `/studio/sessions/${rehearsal.ok ? rehearsal.value.liveSessionId : liveSessionId}`
  return answerForm(form, page, rehearsal)
}

export function loader() {
  return redirect('/studio')
}
