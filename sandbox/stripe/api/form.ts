import { invalidParameter } from './errors.ts'

export type Form = { [name: string]: FormValue }
export type FormValue = string | FormValue[] | Form

const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype'])

/** Decodes `line_items[0][quantity]=2` and `expand[]=payment_intent`, as the SDK and curl write them. */
export function decodeForm(text: string): Form {
  const form: Form = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.replaceAll(']', '').split('[')
    if (path.some((part) => DANGEROUS.has(part)) || path.length > 12) {
      throw invalidParameter(`Received unknown parameter: ${name}`, {
        code: 'parameter_unknown',
        param: name,
      })
    }
    plant(form, path, value)
  }
  return form
}

/** The same parameters in another order are the same request. */
export function canonicalForm(text: string): string {
  return JSON.stringify([...new URLSearchParams(text)].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function plant(form: Form, path: string[], value: string): void {
  const last = path.pop() ?? ''
  let place: FormValue = form
  for (const [depth, part] of path.entries()) {
    const isList = /^\d*$/.test(path[depth + 1] ?? last)
    place = enter(place, part, isList ? [] : {})
  }
  if (Array.isArray(place)) place.push(value)
  else place[last] = value
}

function enter(place: Form | FormValue[], part: string, fresh: Form | FormValue[]): Form | FormValue[] {
  const existing = Array.isArray(place) ? place[part === '' ? place.length : Number(part)] : place[part]
  if (typeof existing === 'object') return existing
  if (!Array.isArray(place)) return (place[part] = fresh)
  place.push(fresh)
  return fresh
}
