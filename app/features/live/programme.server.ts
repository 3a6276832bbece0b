import { programmeQuery, type Series } from '#shared/live-series.ts'

export const queryOf = (request: Request) =>
  programmeQuery.parse(Object.fromEntries(new URL(request.url).searchParams))

/** the sessions of a series, as lists ask for them */
export const onlyOf = (series: Series | undefined) =>
  series === 'charity' ? { isCharity: true as const } : {}
