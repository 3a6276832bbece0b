import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'

/** Everything a sale publishes, for any other tool. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  return json((await context.services.live.saleLog(params.saleId ?? '')) ?? notFound())
}
