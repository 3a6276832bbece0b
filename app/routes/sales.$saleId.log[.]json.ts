import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { askedPage } from '#app/features/sale-log/asked-page.server.ts'
import { LOG_PAGE_JSON } from '#shared/sale-log.ts'

/** A page of what a sale publishes, for any other tool. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const page = askedPage(request, LOG_PAGE_JSON)
  return json((await context.services.live.saleLog(params.saleId ?? '', page)) ?? notFound())
}
