import { data, type AppLoadContext } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { businessDay } from '#shared/calendar.ts'
import { booksQuery } from '#shared/village-books.ts'

/** What the address asks for. */
export function asked({ context, request }: { context: AppLoadContext; request: Request }) {
  const query = booksQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw data({ kind: 'bad_request' }, { status: 400 })
  return { ...query.data, today: businessDay(context.now()) }
}

type Door = { context: AppLoadContext; request: Request; params: Record<string, string | undefined> }

export async function openVillage({ context, request, params }: Door) {
  const { villageBooks } = context.services
  return (await villageBooks.ofVillage(params.key ?? '', asked({ context, request }))) ?? notFound()
}
