import { fen, sumFen, zeroFen, type Fen } from './money.ts'
import { splitFen, type Weight } from './split.ts'

// 成员账户: what of a cooperative is a member's (合作社法 art. 43, 44; 财会〔2021〕37号, form 成员账户), and a collective
// member's 收益权份额 (集体经济组织法 art. 40).

/**
 * `contribution` 出资额; `aid` 来源于到户类扶贫项目资产的出资额; `reserve` 公积金份额; `grant` 财政补助量化份额; `donation`
 * 捐赠量化份额: in fen.
 */
export const moneyHeads = ['contribution', 'aid', 'reserve', 'grant', 'donation'] as const
export type MoneyHead = (typeof moneyHeads)[number]

/** `shares` 收益权份额 counts pieces. */
export type MemberFigures = Record<MoneyHead, Fen> & { shares: number }
export type MemberHead = keyof MemberFigures

export const noFigures: MemberFigures = {
  ...{ contribution: zeroFen, aid: zeroFen, reserve: zeroFen, grant: zeroFen, donation: zeroFen },
  shares: 0,
}

export function addFigures(all: readonly MemberFigures[]): MemberFigures {
  const sum = (head: MoneyHead) => sumFen(all.map((figures) => figures[head]))
  return {
    contribution: sum('contribution'),
    aid: sum('aid'),
    reserve: sum('reserve'),
    grant: sum('grant'),
    donation: sum('donation'),
    shares: all.reduce((pieces, { shares }) => pieces + shares, 0),
  }
}

/** By what 剩余盈余 is shared (合作社法 art. 44): contributions, reserve share, and shares of grants and donations. */
export const equityOf = (figures: MemberFigures): Fen => sumFen(moneyHeads.map((head) => figures[head]))

/** One member's part of a fact. */
export type MemberLine = { memberId: string; head: MemberHead; amount: number }

/**
 * A fund as members' shares: by weight to the fen, largest remainder first; who gets nothing has no line.
 * @param seed the fact's id, so that anyone can recompute who got an odd fen
 */
export function quantified(
  head: 'reserve' | 'grant' | 'donation',
  { total, weights, seed }: { total: Fen; weights: readonly Weight[]; seed: string },
): MemberLine[] {
  return [...splitFen(total, weights, seed)]
    .filter(([, amount]) => amount > 0)
    .map(([memberId, amount]) => ({ memberId, head, amount }))
}

/** Everything that the figures hold, to be taken from one member: a leaver's, or an heir's to have. */
export function emptied(memberId: string, figures: MemberFigures): MemberLine[] {
  return ([...moneyHeads, 'shares'] as const)
    .filter((head) => figures[head] !== 0)
    .map((head) => ({ memberId, head, amount: -figures[head] }))
}

/** What is given back to who leaves (合作社法 art. 28): contribution and reserve share, less his part of losses. */
export function givenBack(figures: MemberFigures, lossFen: Fen): Fen {
  return fen(figures.contribution + figures.aid + figures.reserve - lossFen)
}
