import { randomBytes } from 'node:crypto'
import type { Contract } from './contract/contract.ts'
import type { Chaos, Settings } from './settings.ts'
import type { Tables } from './state/store.ts'

/** Which request caused a change; both null for what happens by itself or on the hosted page. */
export type Cause = { requestId: string | null; idempotencyKey: string | null }

export const byItself: Cause = { requestId: null, idempotencyKey: null }

/** One step of the sandbox: everything that a rule may use, and nothing that waits. */
export type Work = {
  /** Seconds on the sandbox clock. */
  now: number
  tables: Tables
  contract: Contract
  settings: Settings
  chaos: Chaos
  /** Where the hosted pages are reached. */
  origin: string
  cause: Cause
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'

/** `pi_` and 24 letters: unguessable, and shaped as Stripe's are. */
export function newId(prefix: string, length = 24): string {
  return prefix + [...randomBytes(length)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}
