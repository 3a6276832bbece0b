import type { Fen } from '#shared/money.ts'

/** What a dispute moved of Stripe's balance: each line once. */
export type DisputeMoves = {
  orderId: string
  orderNumber: string
  /** `amountFen`: withdrawn is negative. `on`: the business day of Stripe's line */
  lines: readonly { lineId: string; amountFen: Fen; feeFen: Fen; on: string }[]
}

/** What was lost by a dispute and is no sale's any more. */
export type LossBeyond = {
  disputeId: string
  orderId: string
  orderNumber: string
  amountFen: Fen
  on: string
}
