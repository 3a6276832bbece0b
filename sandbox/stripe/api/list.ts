import { invalidParameter } from './errors.ts'

export type ListAsk = {
  limit?: number
  starting_after?: string
  ending_before?: string
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number }
}

export type ApiList<Item> = { object: 'list'; data: Item[]; has_more: boolean; url: string }

/** What every list of Stripe's understands. */
export const listParams = [
  'limit',
  'starting_after',
  'ending_before',
  'created',
  'created.gt',
  'created.gte',
  'created.lt',
  'created.lte',
  'expand[]',
] as const

const MOST = 100

/** A page of `items`, which come newest first. */
export function listPage<Item extends { id: string }>(
  url: string,
  items: Item[],
  ask: ListAsk,
): ApiList<Item> {
  const limit = ask.limit ?? 10
  if (limit < 1 || limit > MOST) {
    throw invalidParameter(`Invalid limit: must be between 1 and ${MOST}`, { param: 'limit' })
  }
  const kept = items.filter((item) => isWithin((item as { created?: number }).created, ask.created))
  const after = ask.starting_after === undefined ? kept : kept.slice(indexOf(kept, ask.starting_after) + 1)
  if (ask.ending_before === undefined) return page(url, after.slice(0, limit), after.length > limit)
  const before = kept.slice(0, indexOf(kept, ask.ending_before))
  return page(url, before.slice(-limit), before.length > limit)
}

function page<Item>(url: string, data: Item[], hasMore: boolean): ApiList<Item> {
  return { object: 'list', data, has_more: hasMore, url }
}

function indexOf(items: { id: string }[], id: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) throw invalidParameter(`No such object: '${id}'`, { code: 'resource_missing' })
  return index
}

function isWithin(created: number | undefined, range: ListAsk['created']): boolean {
  if (range === undefined || created === undefined) return true
  if (typeof range === 'number') return created === range
  return (
    created > (range.gt ?? -Infinity) &&
    created >= (range.gte ?? -Infinity) &&
    created < (range.lt ?? Infinity) &&
    created <= (range.lte ?? Infinity)
  )
}
