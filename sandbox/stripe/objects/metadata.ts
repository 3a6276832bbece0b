import type Stripe from 'stripe'
import { invalidParameter } from '../api/errors.ts'

const MOST_KEYS = 50
const LONGEST_KEY = 40
const LONGEST_VALUE = 500

/** What a request calls metadata, within Stripe's limits. An empty value means that the key is unset. */
export function metadataFrom(asked: Stripe.Emptyable<Stripe.MetadataParam> | undefined): Stripe.Metadata {
  const entries = Object.entries(asked || {}).map(([key, value]) => [key, String(value ?? '')] as const)
  if (entries.length > MOST_KEYS)
    throw invalidParameter(`Metadata can have up to ${MOST_KEYS} keys.`, { param: 'metadata' })
  for (const [key, value] of entries) {
    if (key.length > LONGEST_KEY || value.length > LONGEST_VALUE) {
      const limits = `keys up to ${LONGEST_KEY} characters and values up to ${LONGEST_VALUE}`
      throw invalidParameter(`Metadata has ${limits}.`, { param: `metadata[${key}]` })
    }
  }
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
