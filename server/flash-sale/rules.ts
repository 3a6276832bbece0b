import type { ClaimAnswer, ClaimRefusal, HoldView, SaleView } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse, unreachable } from '#shared/result.ts'
import type { ClaimRow, DecidedBatch, HoldJson, SaleJson } from './store.ts'
import { holdFromJson } from './store.ts'
import type { Claim, GrantedHolds, HoldDetail, SaleDetail } from './types.ts'

type Terms = { now: Date; holdSec: number }

/** What each claimant of a decided batch is told, in the batch's order. */
export function answersOf(decided: DecidedBatch, claims: readonly Claim[], terms: Terms): ClaimAnswer[] {
  const { sale } = decided
  const createdAt = terms.now.toISOString()
  const expiresAt = new Date(terms.now.getTime() + terms.holdSec * 1000).toISOString()
  const fixed = { saleId: sale.id, unitPriceFen: fen(sale.price_fen), createdAt, expiresAt }
  if (decided.allHeld) {
    const { sequence } = decided
    return claims.map((claim, index) => accept(grantedHold(claim, sequence + index + 1, fixed)))
  }
  const answers = new Array<ClaimAnswer>(claims.length)
  for (const row of decided.claims)
    answers[row.ord - 1] =
      row.outcome === 'held'
        ? accept(grantedHold(claims[row.of! - 1]!, Number(row.sequence), fixed))
        : otherAnswer(row, sale, terms.now)
  return answers
}

/** The holds that a batch has made, each once. */
export function grantedHolds(
  decided: DecidedBatch,
  claims: readonly Claim[],
  answers: readonly ClaimAnswer[],
): GrantedHolds {
  const buyerIds: string[] = []
  const holds: HoldView[] = []
  const add = (index: number) => {
    const answer = answers[index]!
    if (!answer.ok) return
    buyerIds.push(claims[index]!.buyerId)
    holds.push(answer.value)
  }
  if (decided.allHeld) for (let index = 0; index < claims.length; index++) add(index)
  else for (const { outcome, of, ord } of decided.claims) if (outcome === 'held' && of === ord) add(ord - 1)
  return { liveSessionId: decided.sale.live_session_id, buyerIds, holds }
}

/** The database was given the id and the instant, so the hold is known without reading it back. */
function grantedHold(
  { holdId, quantity }: Claim,
  sequence: number,
  {
    saleId,
    unitPriceFen,
    createdAt,
    expiresAt,
  }: Pick<HoldView, 'saleId' | 'unitPriceFen' | 'createdAt' | 'expiresAt'>,
): HoldView {
  return { holdId, saleId, quantity, unitPriceFen, sequence, state: 'held', expiresAt, createdAt }
}

function otherAnswer(row: ClaimRow, sale: SaleJson, now: Date): ClaimAnswer {
  const { outcome } = row
  switch (outcome) {
    case 'known':
      return accept(holdFromJson(row.detail!))
    case 'over_limit':
      return refuse({ kind: 'over_limit', limit: sale.per_buyer_limit, taken: row.taken! })
    case 'sold_out':
      return refuse(soldOut(sale))
    case 'claim_key_reused':
      return refuse({ kind: 'claim_key_reused' })
    case 'closed':
      return refuse(closedBecause(sale, now))
    case 'held':
      throw new Error('A granted claim is answered by grantedHold')
    default:
      return unreachable(outcome)
  }
}

export function soldOut({ total, held, sold }: SaleJson): ClaimRefusal {
  return { kind: 'sold_out', left: total - held - sold, held }
}

/** Why a sale that is not open takes no claims. */
export function closedBecause(sale: SaleJson, now: Date): ClaimRefusal {
  if (sale.stop_kind === 'recall') return { kind: 'sale_recalled' }
  if (sale.state === 'paused') return { kind: 'sale_paused' }
  const isOver = sale.ends_at !== null && new Date(sale.ends_at) <= now
  if (sale.state === 'ended' || isOver) return { kind: 'sale_ended' }
  if (sale.opening === 'raffle' && sale.state === 'open') return { kind: 'raffle_drawn' }
  return { kind: 'sale_not_open', opensAt: sale.opens_at && new Date(sale.opens_at).toISOString() }
}

/** The answer to a claim key that already has a hold: the hold as it is now, or a refusal if the claim was another. */
export function answerByKey(hold: HoldJson, claim: Claim, saleId: string): ClaimAnswer {
  const isRetry =
    hold.sale_id === saleId && hold.buyer_id === claim.buyerId && hold.quantity === claim.quantity
  return isRetry ? accept(holdFromJson(hold)) : refuse({ kind: 'claim_key_reused' })
}

/** What its buyer is shown of a hold. */
export function holdView(hold: HoldDetail): HoldView {
  const { holdId, saleId, quantity, unitPriceFen, sequence, state, expiresAt, createdAt } = hold
  return { holdId, saleId, quantity, unitPriceFen, sequence, state, expiresAt, createdAt }
}

/** What a room is told of a sale. */
export function saleView(sale: SaleDetail): SaleView {
  const { saleId, version, state, opening, total, held, sold, left, opensAt, endsAt, stop } = sale
  const { waiting, waitFirst } = sale
  return {
    saleId,
    version,
    state,
    opening,
    total,
    held,
    sold,
    left,
    opensAt,
    endsAt,
    stop,
    waiting,
    waitFirst,
  }
}
