import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'

/** To the payment page again, while the goods are still kept. */
export async function action({ context, params }: ActionFunctionArgs) {
  const number = params.number ?? ''
  const answer = await context.services.checkout.resumePayment(context.buyerId, number)
  if (answer.ok) return redirect(answer.value.redirectTo, 303)
  const page = `/orders/${encodeURIComponent(number)}`
  if (answer.refusal.kind === 'already_paid') return redirect(`${page}?confirming=1`, 303)
  return redirect(`${page}?${new URLSearchParams({ refused: answer.refusal.kind })}`, 303)
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/orders/${encodeURIComponent(params.number ?? '')}`)
}
