import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest, notFound } from '#app/doors/answer.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { drawEntryRequest } from '#shared/lucky-draw-forms.ts'

/** 抽奖, entered by a form: without JavaScript, or when the socket is dead. What draw:enter does. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { luckyDraws, guard } = context.services
  const { buyerId, address } = context
  const draw = (await luckyDraws.draw(params.drawId ?? '')) ?? notFound()
  const { drawId } = draw
  const form = await formOf(request)
  const { claimKey, token } = Object.fromEntries(form)
  const asked = drawEntryRequest.safeParse({ drawId, claimKey, pass: token ? { token } : undefined })
  const page = `/draws/${drawId}`
  if (!asked.success) return answerForm(form, page, badRequest())
  const { drawId: subjectId, ...shown } = asked.data
  const claimant = { buyerId, address, subjectId, pass: undefined, ...shown, presentSince: null }
  const answer = await guard.admit(claimant, () => luckyDraws.enter(buyerId, asked.data))
  return answerForm(form, page, answer)
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/draws/${encodeURIComponent(params.drawId ?? '')}`)
}
