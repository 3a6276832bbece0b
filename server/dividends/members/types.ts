import type { Bilingual } from '#shared/locale.ts'
import type { MemberFigures, MemberLine, MoneyHead } from '#shared/member-account.ts'
import type { EquityFormat } from '#shared/member-forms.ts'
import type { Fen } from '#shared/money.ts'
import type { Answer, By, Evidence } from '../answer.ts'

export type MemberDraft = {
  id: string
  organisationId: string
  partyId: string
  userId: string | null
  name: Bilingual
  votes: number
  joinedOn: string
}
export type MemberRow = MemberDraft & { leftOn: string | null }

/** What can happen to members' accounts; `opening` is what the register said before facts were kept. */
export type FactKind =
  | 'opening'
  | 'joined'
  | 'paid_in'
  | 'converted'
  | 'reserve_quantified'
  | 'grant_quantified'
  | 'donation_quantified'
  | 'leave_asked'
  | 'expelled'
  | 'died'
  | 'settled'
  | 'succeeded'
  | 'shares_issued'
  | 'shares_withdrawn'
  | 'shares_transferred'
  | 'undone'

/** Facts that a mistake can be in and that nothing else rests on: they are undone by their opposite. */
export const undoable: readonly FactKind[] = [
  ...(['paid_in', 'reserve_quantified', 'grant_quantified', 'donation_quantified'] as const),
  ...(['shares_issued', 'shares_withdrawn', 'shares_transferred'] as const),
]

/** The paper that proves a fact, its 业务日期 (YYYY-MM-DD), and who records it. */
export type Recorded = { on: string; evidence: Evidence; by: By }

export type Fact = {
  factId: string
  organisationId: string
  kind: FactKind
  memberId: string | null
  on: string
  evidence: Evidence
  lossFen: Fen
  journalId: string | null
  paymentId: string | null
  undoesId: string | null
  lines: readonly MemberLine[]
  recordedAt: Date
  by: By
}

/** A fact as it changed one member's account. */
export type MemberFactView = {
  factId: string
  kind: FactKind
  on: string
  change: MemberFigures
  /** after it and everything before */
  after: MemberFigures
  lossFen: Fen
  evidenceName: string
  evidenceSha256: string
  journalId: string | null
  recordedAt: string
  recordedByName: string
  /** another fact has taken it back */
  undone: boolean
  canUndo: boolean
}

/** One member's year: 年初, 本年变动, 年末, and what he traded and was declared in it. */
export type EquityRow = {
  memberId: string
  name: Bilingual
  opening: MemberFigures
  change: MemberFigures
  closing: MemberFigures
  tradeFen: Fen
  byTradeFen: Fen
  byShareFen: Fen
}

export type FundHead = 'contributions' | 'reserve' | 'grant' | 'donation'
/** A head of the book beside what members have of it at the year's end. */
export type FundCheck = {
  head: FundHead
  membersFen: Fen
  bookFen: Fen
  /** booked and not yet quantified to members; contributions are always somebody's */
  unquantifiedFen: Fen
  /** what the book has less (or, of contributions, more) than members: never anything but zero when all is right */
  differenceFen: Fen
}

/** 成员权益变动 of a year, by member. */
export type EquityChanges = {
  year: string
  rows: EquityRow[]
  total: Omit<EquityRow, 'memberId' | 'name'>
  funds: FundCheck[]
}

/** Of a leaver: why, and what is still to be done. */
export type Leaving = { reason: 'leave_asked' | 'expelled' | 'died'; settled: boolean; succeeded: boolean }

type At = { organisationId: string; memberId: string }

export type MemberAccounts = {
  /** 成员名册: adds a member, with the paper that he was admitted by (合作社法 art. 24) */
  registerMember(member: MemberDraft, admitted: Omit<Recorded, 'on'>): Promise<Answer>
  membersOf(organisationId: string): Promise<MemberRow[]>
  /** the member for whom this user may act */
  memberFor(organisationId: string, userId: string): Promise<MemberRow | null>
  /** what each member has at the end of a day; who has never had anything is not named */
  figuresOn(organisationId: string, day: string): Promise<Map<string, MemberFigures>>
  /** of one member, newest first */
  factsOf(at: At): Promise<MemberFactView[]>
  /** null of who has not left */
  leavingOf(at: At): Promise<Leaving | null>
  equityChanges(organisationId: string, year: string): Promise<EquityChanges>
  /** the same as a file */
  equitySheet(
    organisationId: string,
    year: string,
    format: EquityFormat,
  ): Promise<AsyncIterable<string | Uint8Array>>

  /** Dr 银行存款 / Cr 股金. `aid`: out of a household's poverty aid. */
  payIn(
    at: At,
    money: { head: Extract<MoneyHead, 'contribution' | 'aid'>; amountFen: Fen },
    recorded: Recorded,
  ): Promise<Answer>
  /** 转为成员出资: Dr 应付盈余返还, 应付剩余盈余 / Cr 股金, of one payment, whole, when the assembly decided it (art. 44). */
  convert(of: { runId: string; paymentId: string }, recorded: Omit<Recorded, 'on'>): Promise<Answer>
  /** All of 盈余公积 that is nobody's yet, by trade of the last closed period or by contribution (art. 42). */
  quantifyReserve(organisationId: string, by: 'trade' | 'contribution', recorded: Recorded): Promise<Answer>
  /** All of 专项基金 out of grants that is nobody's yet, in equal shares (art. 44). */
  quantifyGrants(organisationId: string, recorded: Recorded): Promise<Answer>
  /** A donation comes, Dr 银行存款 / Cr 专项基金, and is quantified in equal shares. */
  receiveDonation(organisationId: string, amountFen: Fen, recorded: Recorded): Promise<Answer>
  /** Asked for or expelled: ends with the fiscal year (art. 25, 26). Died: ends that day. What he has stays his. */
  endMembership(at: At, reason: Leaving['reason'], recorded: Recorded): Promise<Answer>
  /** 退还: contribution and reserve share less his part of losses, Cr 银行存款, after the year's accounts (art. 28). */
  settle(at: At, lossFen: Fen, recorded: Recorded): Promise<Answer>
  /** An heir has what the deceased had: a member, or who joins by it and goes on with the household's account. */
  succeed(at: At, heir: { memberId: string } | { name: Bilingual }, recorded: Recorded): Promise<Answer>
  /** a collective's 收益权份额; negative takes back */
  issueShares(at: At, shares: number, recorded: Recorded): Promise<Answer>
  transferShares(at: At, to: { memberId: string; shares: number }, recorded: Recorded): Promise<Answer>
  /** Books the opposite, today. */
  undo(of: { organisationId: string; factId: string }, recorded: Recorded): Promise<Answer>
}
