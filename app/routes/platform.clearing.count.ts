import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'

const PAGE = '/platform/clearing'

/** Counts what is at Stripe, now. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.clearing.count')
  return answerForm(await formOf(request), PAGE, await context.services.clearing.count(actor))
}

export function loader() {
  return redirect(PAGE)
}
