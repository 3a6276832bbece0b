import { createHash } from 'node:crypto'

/**
 * Purpose, subject, and a hash of everything that is asked. Stripe refuses a key that comes back with other
 * parameters, so whatever may change must be in the hash, and nothing that changes by itself may be in the request.
 */
export function idempotencyKey(purpose: string, subject: string, request: object): string {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  return `${purpose}:${subject}:${hash}`
}
