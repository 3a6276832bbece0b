import { isTestCard, type Chosen, type TypedCard } from '../objects/payment-method.ts'
import type { MethodType } from '../settings.ts'
import type { Words } from './words.ts'

export type Typed = {
  email: string
  method: string
  number: string
  expiry: string
  cvc: string
  name: string
}

/** A test card is filled in, so that a visitor of the demo can pay with one press. */
export const untouched: Typed = {
  email: '',
  method: '',
  number: '4242 4242 4242 4242',
  expiry: '12 / 34',
  cvc: '123',
  name: '',
}

export function typedFrom(body: string): Typed {
  const form = new URLSearchParams(body)
  const text = (name: string) => (form.get(name) ?? '').trim()
  return {
    email: text('email'),
    method: text('payment_method'),
    number: text('card_number'),
    expiry: text('card_expiry'),
    cvc: text('card_cvc'),
    name: text('card_name'),
  }
}

type Offer = { types: readonly string[]; now: number }
export type Checked = { ok: true; chosen: Chosen } | { ok: false; error: keyof Words['errors'] }

/** `now` is in seconds of the sandbox clock: cards expire by it. */
export function checkTyped(typed: Typed, { types, now }: Offer): Checked {
  if (!/^\S+@\S+\.\S+$/.test(typed.email)) return { ok: false, error: 'email' }
  if (!types.includes(typed.method)) return { ok: false, error: 'method' }
  const type = typed.method as MethodType
  if (type !== 'card') return { ok: true, chosen: { type, email: typed.email } }
  const card = checkCard(typed, now)
  return typeof card === 'string'
    ? { ok: false, error: card }
    : { ok: true, chosen: { type, email: typed.email, card } }
}

function checkCard(typed: Typed, now: number): TypedCard | 'number' | 'notTest' | 'expiry' | 'cvc' {
  const number = typed.number.replace(/[\s-]/g, '')
  if (!isTestCard(number)) return passesLuhn(number) ? 'notTest' : 'number'
  const [, month, year] = /^(\d{1,2})\s*\/?\s*(\d{2})$/.exec(typed.expiry) ?? []
  const expMonth = Number(month)
  const expYear = 2000 + Number(year)
  const isMonth = expMonth >= 1 && expMonth <= 12
  if (!isMonth || Date.UTC(expYear, expMonth) / 1000 <= now) return 'expiry'
  return /^\d{3,4}$/.test(typed.cvc) ? { number, expMonth, expYear, name: typed.name || null } : 'cvc'
}

/** The check digit that every card number carries. */
function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
