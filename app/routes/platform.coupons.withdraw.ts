import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { offerChosen } from '#shared/coupon-forms.ts'

const PAGE = '/platform/coupons'

/** An offer that no host has released yet is taken back. */
export async function action({ context, request }: ActionFunctionArgs) {
  requireActor({ context, request }, 'platform.coupons.withdraw')
  const form = await formOf(request)
  const chosen = offerChosen.safeParse(Object.fromEntries(form))
  const answer = chosen.success ? await context.services.coupons.withdraw(chosen.data.offerId) : badRequest()
  return answerForm(form, PAGE, answer)
}

export function loader() {
  return redirect(PAGE)
}
