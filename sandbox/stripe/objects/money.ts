import { invalidParameter } from '../api/errors.ts'
import type { MethodType, Settings } from '../settings.ts'

/** Stripe's own ceiling: eight digits. */
const MOST = 99_999_999

/** Amounts are whole numbers of the smallest unit; every currency the sandbox takes has two decimals. */
export function checkCurrency(settings: Settings, currency: string, param: string): void {
  if (currency in settings.minimumCharge) return
  const taken = Object.keys(settings.minimumCharge).join(', ')
  throw invalidParameter(`Invalid currency: ${currency}. The sandbox takes ${taken}.`, { param })
}

export function checkTotal(
  settings: Settings,
  total: { amount: number; currency: string },
  param: string,
): void {
  if (total.amount < (settings.minimumCharge[total.currency] ?? 0)) {
    throw invalidParameter('The amount must convert to at least the minimum charge amount.', {
      code: 'amount_too_small',
      param,
    })
  }
  if (total.amount > MOST) {
    throw invalidParameter(`The amount must be no more than ${MOST}.`, { code: 'amount_too_large', param })
  }
}

/** Simulated: half a unit is rounded up. */
export function feeFor(settings: Settings, type: MethodType, amount: number): number {
  const { bp, fixed } = settings.fees[type]
  return Math.round((amount * bp) / 10_000) + fixed
}
