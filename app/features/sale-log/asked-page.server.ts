import { logQuery, type PageAsked } from '#shared/sale-log.ts'

/** `?from=101`: the page that begins at that number. */
export function askedPage(request: Request, limit: number): PageAsked {
  const { from } = logQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  return { from, limit }
}
