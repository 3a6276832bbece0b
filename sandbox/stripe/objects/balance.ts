import type Stripe from 'stripe'
import { invalidState } from '../api/errors.ts'
import type { Work } from '../work.ts'

/** What the platform has at Stripe: the lines of its balance, added up. */
export function currentBalance(work: Work): Stripe.Balance {
  const currencies = Object.keys(work.settings.minimumCharge)
  const amounts = (status: 'available' | 'pending') =>
    currencies.map((currency) => {
      const amount = sumOf(work, currency, status)
      return { amount, currency, source_types: { card: amount } }
    })
  const [available, pending] = [amounts('available'), amounts('pending')]
  const moved = currencies.filter(
    (_, index) => index === 0 || available[index]!.amount || pending[index]!.amount,
  )
  return {
    object: 'balance',
    available: available.filter(({ currency }) => moved.includes(currency)),
    livemode: false,
    pending: pending.filter(({ currency }) => moved.includes(currency)),
  }
}

/** Transfers and payouts are made of what is available, and refused as Stripe refuses them. */
export function takeAvailable(work: Work, { amount, currency }: { amount: number; currency: string }): void {
  if (amount <= sumOf(work, currency, 'available')) return
  const message =
    'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. ' +
    'You can use the /v1/balance endpoint to view your Stripe balance.'
  throw invalidState(message, { code: 'balance_insufficient' })
}

export function sumOf({ tables }: Work, currency: string, status: 'available' | 'pending'): number {
  let sum = 0
  for (const { api } of tables.balanceTransaction.oldestFirst())
    if (api.currency === currency && api.status === status) sum += api.net
  return sum
}
