import type { ActionFunctionArgs } from '@remix-run/node'
import { answerForm, notFound } from '#app/doors/answer.server.ts'
import { formOf } from '#app/doors/form.server.ts'

/** 点赞 by a form: without JavaScript, or when the socket is dead. What room:like does. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { live, likes } = context.services
  const { liveSessionId } = (await live.card(params.liveSessionId ?? '')) ?? notFound()
  const form = await formOf(request)
  return answerForm(form, `/live/${liveSessionId}`, await likes.like(liveSessionId, context.buyerId))
}
