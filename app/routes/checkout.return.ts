import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'

const SESSION_ID_MAX = 200

/** Back from the payment page: the books are brought in line with what Stripe says, then the order is shown. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const sessionId = new URL(request.url).searchParams.get('session_id') ?? ''
  if (sessionId === '' || sessionId.length > SESSION_ID_MAX) return notFound()
  const order = await context.services.checkout.reconcile(sessionId, 'return_page')
  if (!order) return notFound()
  const page = `/orders/${order.orderNumber}`
  // Some payments are certain only a little later: the page then waits for them.
  return redirect(order.state === 'awaiting_payment' ? `${page}?confirming=1` : page, 303)
}
