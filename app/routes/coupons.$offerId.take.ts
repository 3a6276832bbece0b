import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { takeRequest } from '#shared/coupon-forms.ts'

const PAGE = '/coupons'

/** 优惠券, 红包, taken by a form: without JavaScript, or when the socket is dead. What coupon:take does. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { coupons, guard } = context.services
  const { buyerId, address } = context
  const form = await formOf(request)
  const { claimKey, token } = Object.fromEntries(form)
  const { offerId } = params
  const asked = takeRequest.safeParse({ offerId, claimKey, pass: token ? { token } : undefined })
  if (!asked.success) return answerForm(form, PAGE, badRequest())
  const { offerId: subjectId, ...shown } = asked.data
  const claimant = { buyerId, address, subjectId, pass: undefined, ...shown, presentSince: null }
  return answerForm(form, PAGE, await guard.admit(claimant, () => coupons.take(buyerId, asked.data)))
}

export function loader() {
  return redirect(PAGE)
}
