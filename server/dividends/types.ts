import type { Basis, Figures, Regime } from '#shared/dividend.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { Answer, By, Evidence } from './answer.ts'
import type { MemberAccounts } from './members/types.ts'

export type RunState =
  'proposed' | 'on_view' | 'resolved' | 'posted' | 'paid' | 'receipted' | 'published' | 'withdrawn'
export type DocumentKind = 'business_report' | 'financial_report' | 'loss_plan'
export type Choice = 'for' | 'against' | 'abstain'

export type PeriodView = {
  periodId: string
  organisationId: string
  fromOn: string
  toOn: string
  surplusFen: Fen
  lossBeforeFen: Fen
}

export type RunRow = Figures & {
  runId: string
  periodId: string
  organisationId: string
  regime: Regime
  seq: number
  state: RunState
  fromOn: string
  toOn: string
  lossBeforeFen: Fen
  adjustmentFen: Fen
  adjustedBy: string[]
  reserveBp: number
  poolBp: number
  mayConvert: boolean
  documentsAt: string | null
  assemblyOn: string | null
  journalId: string | null
}

export type MemberPart = {
  memberId: string
  partyId: string
  name: Bilingual
  basis: Basis
  weight: number
  amountFen: Fen
  beforeFen: Fen
}
export type PaymentView = {
  paymentId: string
  memberId: string
  name: Bilingual
  amountFen: Fen
  state: 'payable' | 'paid' | 'receipted' | 'converted'
  reference: string | null
  journalId: string | null
  paidAt: string | null
  receiptSha256: string | null
}
export type RemarkView = {
  remarkId: string
  memberId: string
  name: Bilingual
  kind: 'question' | 'objection'
  text: string
  at: string
  answer: string | null
  answeredBy: string | null
}
export type ResolutionView = {
  body: 'members' | 'representatives'
  matter: 'distribution' | 'charter'
  heldOn: string
  members: number
  representatives: number | null
  attended: number
  votesTotal: number
  votesFor: number
  votesAgainst: number
  votesAbstained: number
  minutesName: string
  minutesSha256: string
  recordedBy: string
}
export type Tally = Record<Choice, number> & { voters: number }
export type EventView = { state: RunState; actorName: string; at: string }
export type DocumentView = { kind: DocumentKind; name: string; sha256: string }

/** All of a run, for the cooperative's own staff. */
export type RunView = RunRow & {
  documents: DocumentView[]
  parts: MemberPart[]
  remarks: RemarkView[]
  tally: Tally
  resolution: ResolutionView | null
  payments: PaymentView[]
  events: EventView[]
  /** of the register in force now: members, and the votes that they have together */
  register: { members: number; votes: number }
}

/** What one member sees of a run: the whole sums, and his own part of them. */
export type MemberRunView = Omit<RunView, 'parts' | 'remarks' | 'payments' | 'register'> & {
  memberId: string
  /** per basis: my weight, all weights, my amount */
  mine: { basis: Basis; weight: number; allWeights: number; amountFen: Fen; beforeFen: Fen }[]
  /** everybody's, without the names of others */
  remarks: (Omit<RemarkView, 'name' | 'memberId'> & { mine: boolean })[]
  payment: PaymentView | null
  ballot: { choice: Choice; castAt: string } | null
}

/** What everybody may see: no names, no one member's amount. */
export type PublishedRun = RunRow & {
  resolution: ResolutionView | null
  memberCount: number
  publishedAt: string
}

/** `mayConvert`: the assembly also decides that what is payable may become contributions (合作社法 art. 44) */
export type Proposal = {
  periodId: string
  reserveBp: number
  poolBp: number
  mayConvert?: boolean
  adjustedBy?: readonly string[]
}
export type AssemblyRecord = {
  body: 'members' | 'representatives'
  matter: 'distribution' | 'charter'
  heldOn: string
  representatives: number | null
  /** in the hall, without those who voted by phone */
  attendedInHall: number
  paper: Record<Choice, number>
  minutes: Evidence
}

export type BankAccountView = {
  accountId: string
  holderKind: 'organisation' | 'person'
  holderName: string
  lastFour: string
}

export type GrantView = {
  grantId: string
  /** its account in the book */
  account: string
  purpose: string
  funder: string
  budgetFen: Fen
  receivedFen: Fen
  spentFen: Fen
  /** asked for and not yet let go */
  requestedFen: Fen
  /** received and not spent */
  balanceFen: Fen
  spendings: GrantSpendingView[]
}
export type GrantSpendingView = {
  spendingId: string
  purpose: string
  kind: 'asset' | 'cost'
  amountFen: Fen
  evidenceName: string
  state: 'requested' | 'approved' | 'refused'
  makerId: string
  makerName: string
  checkerName: string | null
  journalId: string | null
}
export type GrantDraft = {
  organisationId: string
  purpose: string
  funder: string
  budgetFen: Fen
  evidence: Evidence
}
export type SpendingDraft = {
  grantId: string
  purpose: string
  kind: 'asset' | 'cost'
  amountFen: Fen
  evidence: Evidence
}

export type Dividends = MemberAccounts & {
  /**
   * Moves the period's income and expenses to 本年盈余 and on to 未分配盈余, and closes its months for good, in one
   * transaction that nobody posts beside. Days are the first and the last of whole months.
   */
  closePeriod(
    period: { organisationId: string; fromOn: string; toOn: string },
    by: By,
  ): Promise<Answer<PeriodView>>
  /** closed ones, newest first */
  periodsOf(organisationId: string): Promise<PeriodView[]>

  /** From booked facts: surplus and trade by the ledger, shares by the register on the period's last day. */
  propose(proposal: Proposal, by: By): Promise<Answer<{ runId: string }>>
  addDocument(runId: string, document: Evidence & { kind: DocumentKind }): Promise<Answer>
  /** Documents lie open from now; the assembly is at least 15 (collective: 10) days away. */
  putOnView(runId: string, assemblyOn: string, by: By): Promise<Answer>
  withdraw(runId: string, by: By): Promise<Answer>

  remark(
    at: { runId: string; memberId: string },
    remark: { kind: 'question' | 'objection'; text: string },
  ): Promise<Answer>
  answerRemark(runId: string, remarkId: string, answer: { text: string; by: By }): Promise<Answer>
  /** Once, and for good. The door has spent the member's one-time code before it calls. */
  vote(at: { runId: string; memberId: string }, choice: Choice): Promise<Answer>
  /** Votes by phone are added to those on paper; a resolution that falls short is refused and leaves the run as it was. */
  recordAssembly(runId: string, record: AssemblyRecord, by: By): Promise<Answer>

  /** Declares: Dr 各项分配, Cr 盈余公积 and what is payable; a correction books differences, never cash. */
  post(runId: string, by: By): Promise<Answer>
  /**
   * One payment left the bank: Dr payable, Cr 银行存款. The seam for a payout rail: it calls this once per line of the
   * bank's result, with the bank's reference; today the cashier does.
   */
  recordPaid(
    at: { runId: string; paymentId: string },
    paid: { accountId: string; reference: string },
    by: By,
  ): Promise<Answer>
  /** What proves that the member has it: a signed slip, or his own word confirmed by code. */
  recordReceipt(at: { runId: string; paymentId: string }, sha256: Uint8Array, by: By): Promise<Answer>
  /** The member himself says that he has it; the door has spent his one-time code. */
  confirmReceipt(at: { runId: string; memberId: string }, by: By): Promise<Answer>
  publish(runId: string, by: By): Promise<Answer>

  run(runId: string): Promise<RunView | null>
  runsOf(organisationId: string): Promise<RunRow[]>
  /** from the moment its documents lie open */
  runForMember(runId: string, memberId: string): Promise<MemberRunView | null>
  publishedRuns(organisationId: string): Promise<PublishedRun[]>

  openBankAccount(account: Omit<BankAccountView, 'accountId'> & { organisationId: string }): Promise<Answer>
  bankAccountsOf(organisationId: string): Promise<BankAccountView[]>

  registerGrant(grant: GrantDraft, by: By): Promise<Answer<{ grantId: string }>>
  receiveGrant(grantId: string, money: { amountFen: Fen; reference: string }, by: By): Promise<Answer>
  requestSpending(spending: SpendingDraft, by: By): Promise<Answer<{ spendingId: string }>>
  /** by somebody else than who asked */
  decideSpending(
    at: { grantId: string; spendingId: string },
    decision: 'approved' | 'refused',
    by: By,
  ): Promise<Answer>
  grantsOf(organisationId: string): Promise<GrantView[]>
}
