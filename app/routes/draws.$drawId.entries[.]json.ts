import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { askedPage } from '#app/features/sale-log/asked-page.server.ts'
import { ENTRIES_PAGE_JSON } from '#shared/sale-log.ts'

/** A page of who takes part in a lucky draw, from which anybody makes it again. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const page = askedPage(request, ENTRIES_PAGE_JSON)
  return json((await context.services.luckyDraws.entries(params.drawId ?? '', page)) ?? notFound())
}
