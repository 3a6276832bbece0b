import type { Work } from '../work.ts'
import type { AskRules } from './ask.ts'
import { listPage, listParams, type ListAsk } from './list.ts'

export type Route = AskRules & {
  method: 'GET' | 'POST'
  pattern: RegExp
  /** An API object or a list of them. */
  answer: (work: Work, params: object, id: string) => object
}

type Definition<Params> = {
  ask: string
  implements: readonly string[]
  answer: (work: Work, params: Params, id: string) => object
}

/** `POST /v1/checkout/sessions/:id/expire`. The contract has checked `Params` before `answer` sees them. */
export function route<Params extends object>(line: string, definition: Definition<Params>): Route {
  const [method, path = ''] = line.split(' ')
  return {
    method: method === 'POST' ? 'POST' : 'GET',
    pattern: new RegExp(`^${path.replace(':id', '(\\w+)')}$`),
    ask: definition.ask,
    implements: definition.implements,
    answer: (work, params, id) => definition.answer(work, params as Params, id),
  }
}

type Listing<Params, Item> = {
  ask: string
  filters?: readonly string[]
  items: (work: Work, params: Params) => Item[]
}

export function listRoute<Params extends ListAsk, Item extends { id: string } = { id: string }>(
  path: string,
  listing: Listing<Params, Item>,
): Route {
  return route<Params>(`GET ${path}`, {
    ask: listing.ask,
    implements: [...listParams, ...(listing.filters ?? [])],
    answer: (work, params) => listPage(path, listing.items(work, params), params),
  })
}

export function retrieveRoute(path: string, ask: string, find: (work: Work, id: string) => object): Route {
  return route(`GET ${path}/:id`, {
    ask,
    implements: ['expand[]'],
    answer: (work, _params, id) => find(work, id),
  })
}

/** Keeps an item when every filter that was asked for matches. */
export function matches(item: object, wanted: Record<string, unknown>): boolean {
  const fields = item as Record<string, unknown>
  return Object.entries(wanted).every(([name, value]) => value === undefined || fields[name] === value)
}
