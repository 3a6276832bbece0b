import type { BookedLine, StripeLine } from './types.ts'

// What ties a line of Stripe's balance to a line of the books: the fact that both speak of.

/** by the first word of a journal's key: server/revenue-share/rules.ts, server/payouts/journals.ts, movements.ts */
const FACTS: Record<string, string> = {
  sale: 'charge',
  returnable: 'charge',
  returned: 'refund',
  'stripe-balance': 'line',
  'payout-settle': 'transfer',
}

/** Which fact an entry of the clearing account is about. One that nobody at Stripe knows is a fact of its own. */
export function factOf({ key, journalId }: Pick<BookedLine, 'key' | 'journalId'>): string {
  const [word = '', subject = ''] = key.split(':')
  const fact = FACTS[word]
  return fact && subject ? `${fact}:${subject}` : `journal:${journalId}`
}

/** Names under which the books may have a line of Stripe's, the likeliest first. */
export function factsOf({ lineId, type, chargeId, reference }: StripeLine): string[] {
  const named = (kind: string, id: string | null) => (id ? [`${kind}:${id}`] : [])
  const own = `line:${lineId}`
  if (type === 'charge' || type === 'payment') return [...named('charge', chargeId), own]
  // What is refunded of a paid order is named by the shop's refund, a payment that came too late by its charge.
  if (type.includes('refund') && chargeId) return [...named('refund', reference), `refund:${chargeId}`, own]
  if (type.startsWith('transfer')) return [...named('transfer', reference), own]
  return [own]
}
