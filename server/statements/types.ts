import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'

/**
 * What a party has, by where it is: 待结算, 可提现, on its way to the bank, its current account with its cooperative or
 * collective (往来) beyond what the platform holds for it, distributions not yet paid; what it owes (应收追回); and, not
 * counted with what can be had, a member's 出资. A current account is negative when the party owes there.
 */
export type Pot = 'pending' | 'available' | 'paying' | 'current' | 'dividend' | 'owes' | 'contribution'
export type Pots = Record<Pot, Fen>

/** Whose statement, and in which books: a member's with one organisation, or an organisation's own with the platform. */
export type StatementOf = { partyId: string; organisation: StatementBook; own: boolean }
export type StatementBook = {
  id: string
  kind: 'cooperative' | 'collective' | 'platform'
  bookCode: string | null
}

/** One journal, as it moved what the party has. */
export type StatementEntry = {
  journalId: string
  kind: string
  /** 业务日期 */
  on: string
  recordedAt: string
  memo: string
  orderId: string | null
  rule: { ruleCode: string; version: number } | null
  moved: Pots
  /** of all pots together; zero where money only went from one to another */
  amountFen: Fen
}

export type Balance = Pots & { totalFen: Fen }

/** `opening` + the sums of `kinds` = `closing`, to the fen, and `closing` is the ledger's balance at the end of `to`. */
export type PartyStatement = {
  from: string
  to: string
  opening: Balance
  closing: Balance
  /** why: what each kind of entry changed, in the order in which it first happened; without those that changed nothing */
  kinds: { kind: string; amountFen: Fen }[]
  /** before the first entry of the page */
  forward: Balance
  /** of all pages */
  count: number
  /** `afterFen`: of all pots, after it */
  entries: (StatementEntry & { afterFen: Fen })[]
}

export type StatementMonth = { month: string; openingFen: Fen; inFen: Fen; outFen: Fen; closingFen: Fen }
export type StatementYear = {
  year: string
  opening: Balance
  closing: Balance
  kinds: PartyStatement['kinds']
  months: StatementMonth[]
}

export type Person = { partyId: string; name: Bilingual; isHousehold: boolean }

export type Statements = {
  /** entries by day; `page` counts from 1 */
  month(of: StatementOf, month: string, page: number): Promise<PartyStatement>
  /** to the end of `upTo`, which lies in the year, or the whole of it */
  year(of: StatementOf, year: string, upTo: string): Promise<StatementYear>
  /** what it has now */
  balance(of: StatementOf): Promise<Balance>
  /** null where the journal did not touch the party. `sharedWithOthers`: it has lines of other people as well */
  entry(of: StatementOf, journalId: string): Promise<(StatementEntry & { sharedWithOthers: boolean }) | null>
  /** who supplies or belongs to an organisation, with names whole: for its staff and its auditor */
  peopleOf(organisation: StatementBook): Promise<Person[]>
  /** the same with what each has now */
  peopleWithBalances(organisation: StatementBook): Promise<(Person & { balance: Balance })[]>
}
