import type { Contract } from '../contract/contract.ts'
import { invalidParameter, notInSandbox, refusalOf } from './errors.ts'
import type { Form } from './form.ts'

export type AskRules = {
  /** The name behind `Ask_` in contract/wanted-types.ts. */
  ask: string
  /** What we act upon, as `line_items[].quantity` or `metadata.*`. The rest of Stripe's parameters are refused. */
  implements: readonly string[]
}

/** Checks the request against the SDK's contract, then against what the sandbox can do. Converts in place. */
export function checkAsk(contract: Contract, rules: AskRules, params: Form): void {
  if ('payment_method_types' in params) throw paymentMethodTypesAreGone()
  const errors = contract.checkAsk(rules.ask, params)
  if (errors.length > 0) throw refusalOf(errors)
  for (const { path, name, value } of leaves(params)) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw invalidParameter(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name })
    }
    if (!rules.implements.some((known) => covers(known, path)))
      throw notInSandbox(`The parameter ${name}`, name)
  }
}

function paymentMethodTypesAreGone() {
  return invalidParameter(
    'The payment_method_types parameter is no longer supported in this API version. ' +
      'Use dynamic payment methods, allowed_payment_method_types or excluded_payment_method_types.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  )
}

type Leaf = { path: string; name: string; value: unknown }

function leaves(value: unknown, path = '', name = ''): Leaf[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => leaves(item, `${path}[]`, `${name}[${index}]`))
  if (value === null || typeof value !== 'object') return [{ path, name, value }]
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, path ? `${path}.${key}` : key, name ? `${name}[${key}]` : key),
  )
}

const covers = (known: string, path: string) =>
  known === path || (known.endsWith('.*') && path.startsWith(known.slice(0, -1)))
