import { createHash } from 'node:crypto'
import { leastSpend, OFFER_TOTAL_MAX, type OfferRefusal } from '#shared/coupons.ts'
import type { OfferDraft } from '#shared/coupon-forms.ts'
import { fen, timesFen, type Fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { splitFen } from '#shared/split.ts'

// Pure: the pieces of an offer, whose order is the order in which they are taken.

/** A piece of a red packet weighs from 1 to 3: nobody gets less than a third of the average, nor more than thrice it. */
const WEIGHT_SPREAD = 2

/**
 * Of a coupon all pieces are alike; a red packet is divided by chance, to the fen.
 * @param seed unguessable text; the same text gives the same pieces
 */
export function piecesOf(
  { kind, amountFen, pieces, minSpendFen }: Omit<OfferDraft, 'villageId' | 'validDays'>,
  seed: string,
): Result<{ totalFen: Fen; amountsFen: Fen[] }, OfferRefusal> {
  const totalFen = kind === 'coupon' ? timesFen(amountFen, pieces) : amountFen
  if (totalFen > OFFER_TOTAL_MAX) return refuse({ kind: 'offer_too_dear', mostFen: OFFER_TOTAL_MAX })
  const amountsFen =
    kind === 'coupon' ? Array.from({ length: pieces }, () => amountFen) : divide(totalFen, pieces, seed)
  const leastSpendFen = leastSpend(mostOfPiece(kind, totalFen, pieces))
  if (minSpendFen < leastSpendFen || amountsFen.some((amount) => amount < 1))
    return refuse({ kind: 'offer_does_not_divide', leastSpendFen })
  return accept({ totalFen, amountsFen })
}

/** What one piece may come to, whatever chance says. */
function mostOfPiece(kind: OfferDraft['kind'], totalFen: Fen, pieces: number): Fen {
  if (kind === 'coupon') return fen(totalFen / pieces)
  const [heaviest, all] = [1 + WEIGHT_SPREAD, pieces + WEIGHT_SPREAD]
  return fen(Math.ceil((totalFen * heaviest) / all))
}

function divide(totalFen: Fen, pieces: number, seed: string): Fen[] {
  const weights = Array.from({ length: pieces }, (_, at) => ({
    party: String(at),
    weight: weightOf(seed, at),
  }))
  const shares = splitFen(totalFen, weights, seed)
  return weights.map(({ party }) => shares.get(party)!)
}

/** Evenly spread over 2³² steps from 1 to 3, in units of 2⁻³¹. */
function weightOf(seed: string, at: number): bigint {
  const drawn = createHash('sha256').update(`${seed}/${at}`).digest().readUInt32BE(0)
  return 2n ** 31n + BigInt(drawn)
}
