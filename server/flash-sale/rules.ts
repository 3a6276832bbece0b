import type { ClaimAnswer, ClaimRefusal, HoldView, SaleView } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse, unreachable } from '#shared/result.ts'
import type { ClaimRow, ClaimTerms, DecidedBatch, HoldJson, SaleJson } from './store.ts'
import { holdFromJson } from './store.ts'
import type { Claim, GrantedHolds, HoldDetail, SaleDetail } from './types.ts'

/** What each claimant of a decided batch is told, in the batch's order. */
export function answersOf(decided: DecidedBatch, claims: readonly Claim[], terms: ClaimTerms): ClaimAnswer[] {
  const { sale, payFirst } = decided
  const createdAt = terms.now.toISOString()
  const after = (sec: number) => new Date(terms.now.getTime() + sec * 1000).toISOString()
  const fixed = { saleId: sale.id, unitPriceFen: fen(sale.price_fen), createdAt }
  const whole = { ...fixed, expiresAt: after(terms.holdSec), payFirst: false }
  const short = { ...fixed, expiresAt: after(terms.payFirstSec), payFirst: true }
  const granted = (number: number, sequence: number) =>
    accept(grantedHold(claims[number - 1]!, sequence, payFirst?.includes(number) ? short : whole))
  if (decided.allHeld) {
    const { sequence } = decided
    return claims.map((_, index) => granted(index + 1, sequence + index + 1))
  }
  const answers = new Array<ClaimAnswer>(claims.length)
  for (const row of decided.claims)
    answers[row.ord - 1] =
      row.outcome === 'held' ? granted(row.of!, Number(row.sequence)) : otherAnswer(row, sale, terms.now)
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
    payFirst,
  }: Pick<HoldView, 'saleId' | 'unitPriceFen' | 'createdAt' | 'expiresAt' | 'payFirst'>,
): HoldView {
  return { holdId, saleId, quantity, unitPriceFen, sequence, state: 'held', expiresAt, createdAt, payFirst }
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

/** The answer to a claim that already has a hold: the hold as it is now, or a refusal if the claim was another. */
export function answerAgain(hold: HoldJson, claim: Claim, saleId: string): ClaimAnswer {
  const isRetry =
    hold.sale_id === saleId && hold.buyer_id === claim.buyerId && hold.quantity === claim.quantity
  return isRetry ? accept(holdFromJson(hold)) : refuse({ kind: 'claim_key_reused' })
}

/** What its buyer is shown of a hold. */
export function holdView(hold: HoldDetail): HoldView {
  const { holdId, saleId, quantity, unitPriceFen, sequence, state, expiresAt, createdAt, payFirst } = hold
  return { holdId, saleId, quantity, unitPriceFen, sequence, state, expiresAt, createdAt, payFirst }
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
