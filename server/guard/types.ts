import type { ClaimPass, GuardRefusal, GuardReport } from '#shared/guard.ts'

export type Claimant = {
  buyerId: string
  /** the caller's address */
  address: string
  /** the sale that is claimed from, or the draw that is entered */
  subjectId: string
  claimKey: string
  /** since when this connection has been in a room, ms; null: it has not, or it is a form */
  presentSince: number | null
  /** what the claimant shows for itself when it was asked to */
  pass: ClaimPass | undefined
}

export type Decided = { ok: true } | { ok: false; refusal: { kind: string } }
export type Refused = { ok: false; refusal: GuardRefusal }

export type Guard = {
  /** 直播间凭据: says that this buyer was in a room at this moment */
  roomToken(buyerId: string): string
  /** Decides by `decide` if the claimant may ask, and never two claims of one buyer at a time. */
  admit<Answer extends Decided>(claimant: Claimant, decide: () => Promise<Answer>): Promise<Answer | Refused>
  /** what happened at these sales on this node in the last five minutes */
  report(saleIds: readonly string[]): GuardReport
}
