import type { Records } from '../state/records.ts'
import type { Tables } from '../state/store.ts'
import { invalidParameter } from './errors.ts'
import { listPage } from './list.ts'

type ApiObject = { object?: string } & Record<string, unknown>
type Expandable =
  | 'intent'
  | 'method'
  | 'charge'
  | 'refund'
  | 'dispute'
  | 'balanceTransaction'
  | 'product'
  | 'payout'
  | 'transfer'
  | 'reversal'

/** Which fields hold an id that `expand` may replace by its object, by kind of object. */
const expandable: Record<string, Record<string, Expandable[]>> = {
  'checkout.session': { payment_intent: ['intent'] },
  payment_intent: { latest_charge: ['charge'], payment_method: ['method'] },
  charge: { payment_intent: ['intent'], balance_transaction: ['balanceTransaction'] },
  refund: { charge: ['charge'], payment_intent: ['intent'], balance_transaction: ['balanceTransaction'] },
  balance_transaction: { source: ['charge', 'refund', 'dispute', 'payout', 'transfer', 'reversal'] },
  dispute: { charge: ['charge'], payment_intent: ['intent'] },
  payout: {
    balance_transaction: ['balanceTransaction'],
    failure_balance_transaction: ['balanceTransaction'],
  },
  transfer: { balance_transaction: ['balanceTransaction'], source_transaction: ['charge'] },
  transfer_reversal: { balance_transaction: ['balanceTransaction'], transfer: ['transfer'] },
  price: { product: ['product'] },
}

const DEEPEST = 4

/** A copy of `object` with the asked-for paths filled in. */
export function expand(tables: Tables, object: object, paths: readonly string[]): object {
  const copy = structuredClone(object) as ApiObject
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.filter((part) => part !== 'data').length > DEEPEST) {
      throw invalidParameter(`You cannot expand more than ${DEEPEST} levels of a property.`, {
        param: 'expand',
      })
    }
    expandPath(tables, copy, parts)
  }
  return copy
}

function expandPath(tables: Tables, object: ApiObject, [head = '', ...rest]: string[]): void {
  if (head === 'line_items' && object.object === 'checkout.session')
    object['line_items'] ??= lineItems(tables, object)
  const value = object[head]
  const kinds = expandable[object.object ?? '']?.[head]
  if (typeof value === 'string' && kinds) object[head] = find(tables, kinds, value)
  else if (value !== null && typeof value !== 'object') throw notExpandable(head)
  descend(tables, object[head], rest)
}

function descend(tables: Tables, value: unknown, rest: string[]): void {
  if (rest.length === 0 || value === null) return
  if (Array.isArray(value)) for (const item of value) expandPath(tables, item as ApiObject, rest)
  else expandPath(tables, value as ApiObject, rest)
}

function lineItems(tables: Tables, session: ApiObject) {
  const id = String(session['id'])
  const items = structuredClone(tables.session.get(id)?.lineItems ?? [])
  return listPage(`/v1/checkout/sessions/${id}/line_items`, items, {})
}

function find(tables: Tables, kinds: Expandable[], id: string): object {
  for (const kind of kinds) {
    const row = tables[kind].get(id) as Records[Expandable] | undefined
    if (row) return structuredClone(row.api)
  }
  throw new Error(`The sandbox has lost ${id}`)
}

const notExpandable = (field: string) =>
  invalidParameter(`This property cannot be expanded (${field}).`, { param: 'expand' })
