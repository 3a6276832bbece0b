import { json, type ActionFunctionArgs } from '@remix-run/node'

/**
 * Where Stripe says that something happened. The body is read as it came, because the signature is over its bytes.
 * Anything but a 2xx makes Stripe send it again, so a failure here is simply thrown.
 */
export async function action({ context, request }: ActionFunctionArgs) {
  const rawBody = await request.text()
  const outcome = await context.services.checkout.receiveWebhook(
    rawBody,
    request.headers.get('stripe-signature') ?? '',
  )
  return outcome === 'bad_signature'
    ? json({ kind: 'bad_signature' }, { status: 400 })
    : json({ received: outcome })
}
