import { z } from 'zod'

// What stands between a flash sale and programs that pretend to be many buyers.

/** Whoever has been in the room for so long is never asked for anything. */
export const PRESENCE_SEC = 10

/** Sent with a claim, by who may not be known on this connection, or after `proof_needed`. */
export const claimPass = z.object({
  /** from the room's snapshot */
  token: z.string().max(200).optional(),
  /** the solved challenge, as JSON */
  proof: z.string().max(4_000).optional(),
})
export type ClaimPass = z.infer<typeof claimPass>

export type GuardRefusal =
  /** another claim of this buyer is being decided */
  | { kind: 'claim_pending' }
  /** the sale is under attack, and this buyer has just come: wait in the room, or solve the challenge (JSON) */
  | { kind: 'proof_needed'; waitSec: number; challenge: string }
  | { kind: 'too_many_requests'; retryAfterSec: number }

/** Counted on the node that answers, over the last five minutes. */
export type GuardReport = {
  isUnderAttack: boolean
  /** claims by who had been in the room for less than PRESENCE_SEC */
  strangers: number
  /** distinct addresses that claims came from */
  addresses: number
  /** claims refused because too many came from one address */
  limited: number
  /** claims that were asked for a proof, and proofs that were right */
  asked: number
  proved: number
}
