import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'

/** Puts held goods back on the shelf; the checkout page says what became of them either way. */
export async function action({ context, params }: ActionFunctionArgs) {
  const holdId = params.holdId ?? ''
  await context.services.flashSale.release(context.buyerId, holdId)
  return redirect(`/checkout/${encodeURIComponent(holdId)}`, 303)
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/checkout/${encodeURIComponent(params.holdId ?? '')}`)
}
