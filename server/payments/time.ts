/** Stripe counts in seconds. */
export const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()
