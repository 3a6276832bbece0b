import Stripe from 'stripe'
import type { Env } from '#server/platform/env.ts'

export type StripeEnv = Pick<Env, 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET' | 'STRIPE_API_BASE'>

// Longer than Stripe needs, shorter than a buyer waits in front of a button.
const TIMEOUT_MS = 8_000

/** The real Stripe, or the sandbox: STRIPE_API_BASE is the whole difference. */
export function connectStripe({ STRIPE_SECRET_KEY, STRIPE_API_BASE }: StripeEnv): Stripe {
  return new Stripe(STRIPE_SECRET_KEY, {
    ...(STRIPE_API_BASE ? address(STRIPE_API_BASE) : {}),
    maxNetworkRetries: 2,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'shanhuo' },
  })
}

function address(origin: string) {
  const { hostname, port, protocol } = new URL(origin)
  return { host: hostname, port, protocol: protocol === 'https:' ? ('https' as const) : ('http' as const) }
}

/** Stripe was not there or not well; asking again later may help. A refusal of what we asked is not this: it is a bug. */
export function isOutage(error: unknown): boolean {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors
  return [StripeConnectionError, StripeAPIError, StripeRateLimitError].some((kind) => error instanceof kind)
}
