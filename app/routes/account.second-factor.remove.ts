import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { factorPath } from '#app/features/identity/factor-path.ts'
import { factorCode } from '#shared/payouts.ts'
import { textedCode } from '#shared/sign-in.ts'

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor.remove')
  const form = await formOf(request)
  const texted = textedCode.safeParse(form.get('texted'))
  const code = factorCode.safeParse(form.get('code'))
  if (!texted.success) throw redirect(factorPath('code_wrong'), 303)
  const removed = code.success
    ? await context.services.identity.removeSecondFactor(
        { userId: actor.userId, code: code.data },
        { code: texted.data, address: context.address },
      )
    : badRequest()
  throw redirect(removed.ok ? '/account/second-factor' : factorPath(removed.refusal.kind), 303)
}

export function loader() {
  return redirect('/account/second-factor')
}
