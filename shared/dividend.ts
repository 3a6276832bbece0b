import { fen, zeroFen, type Fen } from './money.ts'
import { accept, refuse, type Result } from './result.ts'
import { splitFen, type Weight } from './split.ts'

// The arithmetic of a distribution, in whole fen. What the law asks is also asked by the database
// (prisma/migrations/…_dividend_law); this says what a plan comes to, on a page and in the books alike.

/** 合作社法 art. 44: at least this part of what can be shared goes back by trade. */
export const POOL_BP_MIN = 6000
const BASIS_POINTS = 10_000n

/** Which law: 农民专业合作社法 or 农村集体经济组织法. */
export type Regime = 'cooperative' | 'collective'

/** Documents lie open so many days before the assembly: 合作社法 art. 40, 集体经济组织法 art. 46 (notice: art. 27). */
export const DAYS_ON_VIEW: Record<Regime, number> = { cooperative: 15, collective: 10 }

export type Figures = {
  surplusFen: Fen
  /** 弥补亏损: earlier losses, first */
  lossCoverFen: Fen
  /** 公积金 / 公积公益金, next; rounded down, so that it never takes more than its rate */
  reserveFen: Fen
  distributableFen: Fen
  /** 盈余返还, by trade; nothing in a collective */
  poolFen: Fen
  /** by shares */
  restFen: Fen
}

export type FigureRequest = {
  regime: Regime
  surplusFen: Fen
  lossBeforeFen: Fen
  reserveBp: number
  /** ignored in a collective */
  poolBp: number
}

const partOf = (amount: bigint, bp: number) => (amount * BigInt(bp)) / BASIS_POINTS
/** Up, so that no pool is ever a part of a fen below what the law asks. */
const partOfUp = (amount: bigint, bp: number) => (amount * BigInt(bp) + BASIS_POINTS - 1n) / BASIS_POINTS

/** Surplus → loss cover → reserve → distributable → pool and rest; they add up to the surplus exactly. */
export function figuresOf({ regime, surplusFen, lossBeforeFen, reserveBp, poolBp }: FigureRequest): Figures {
  const surplus = BigInt(Math.max(0, surplusFen))
  const loss = BigInt(lossBeforeFen)
  const lossCover = loss < surplus ? loss : surplus
  const reserve = partOf(surplus - lossCover, reserveBp)
  const distributable = surplus - lossCover - reserve
  const pool = regime === 'cooperative' ? partOfUp(distributable, poolBp) : 0n
  return {
    surplusFen,
    lossCoverFen: fen(lossCover),
    reserveFen: fen(reserve),
    distributableFen: fen(distributable),
    poolFen: fen(pool),
    restFen: fen(distributable - pool),
  }
}

/** One member's bases: `trade` 交易量（额）; `share` 出资额 + 公积金份额 + 补助量化份额, or a collective's 收益权份额. */
export type MemberBases = { memberId: string; trade: bigint; share: bigint }
export type Basis = 'trade' | 'share'
export type Part = { memberId: string; basis: Basis; weight: bigint; amountFen: Fen }

export type NoWeights = { kind: 'no_trade' } | { kind: 'no_shares' }

/**
 * Divides pool and rest among the members: each adds up to the fen, a weight of zero gets nothing, and the order of
 * members does not matter.
 * @param seed the run's id, so that anyone can recompute who got an odd fen
 */
export function partsOf(
  { poolFen, restFen }: Pick<Figures, 'poolFen' | 'restFen'>,
  members: readonly MemberBases[],
  seed: string,
): Result<Part[], NoWeights> {
  const weightsOf = (basis: Basis): Weight[] =>
    members.map((member) => ({ party: member.memberId, weight: member[basis] }))
  const isEmpty = (weights: readonly Weight[]) => weights.every(({ weight }) => weight === 0n)
  const [trade, share] = [weightsOf('trade'), weightsOf('share')]
  if (poolFen > 0 && isEmpty(trade)) return refuse({ kind: 'no_trade' })
  if (restFen > 0 && isEmpty(share)) return refuse({ kind: 'no_shares' })

  const divide = (basis: Basis, total: Fen, weights: readonly Weight[]): Part[] => {
    const amounts = splitFen(total, weights, `${seed}#${basis}`)
    return weights
      .filter(({ weight }) => weight > 0n)
      .map(({ party, weight }) => ({
        memberId: party,
        basis,
        weight,
        amountFen: amounts.get(party) ?? zeroFen,
      }))
  }
  return accept([...divide('trade', poolFen, trade), ...divide('share', restFen, share)])
}

/** The least votes of `total` that pass: more than half, or two thirds where the law asks for them. */
export function votesNeeded(total: number, majority: 'half' | 'two_thirds'): number {
  return majority === 'half' ? Math.floor(total / 2) + 1 : Math.ceil((total * 2) / 3)
}
