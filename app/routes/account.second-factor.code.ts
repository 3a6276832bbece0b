import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { refuse } from '#shared/result.ts'

/** Texts the code that whoever changes a second factor has to show. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor.code')
  const form = await formOf(request)
  const sent = actor.phone
    ? await context.services.identity.sendCode(actor.phone, { address: context.address })
    : refuse({ kind: 'no_phone' })
  return answerForm(form, sent.ok ? '/account/second-factor?texted=1' : '/account/second-factor', sent)
}

export function loader() {
  return redirect('/account/second-factor')
}
