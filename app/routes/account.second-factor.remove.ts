import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { factorCode } from '#shared/payouts.ts'

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor.remove')
  const form = await formOf(request)
  const code = factorCode.safeParse(form.get('code'))
  const removed = code.success
    ? await context.services.identity.removeSecondFactor({ userId: actor.userId, code: code.data })
    : badRequest()
  return answerForm(form, '/account/second-factor', removed)
}

export function loader() {
  return redirect('/account/second-factor')
}
