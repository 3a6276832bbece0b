import type { Fen } from '#shared/money.ts'

/** A party's accounts in some books; `partyId` as the accounts were opened with. */
export type PartyAsked = { books: readonly string[]; partyId: string }
/** 业务日期 `from` to `to`, both included */
export type PartyDays = PartyAsked & { from: string; to: string }

/** Debit positive, of one account of the party. */
export type PartyAmount = { book: string; account: string; amount: Fen }

/** A journal with the party's own lines of it, one an account. */
export type PartyJournal = {
  journalId: string
  kind: string
  effectiveOn: string
  recordedAt: string
  source: { type: string; id: string }
  ruleVersionId: string | null
  memo: string
  lines: PartyAmount[]
}

export type PartyPage = {
  /** balances before the first day */
  opening: PartyAmount[]
  /** what the journals before this page moved since then */
  skipped: PartyAmount[]
  /** what all journals of these days moved, by their kind */
  kinds: (PartyAmount & { kind: string })[]
  /** journals of these days */
  count: number
  journals: PartyJournal[]
}

/** What a party reads of itself: every account that was opened for it, sealed or not, of one moment. */
export type PartyReads = {
  /** journals by day and the moment at which they were posted; opening + kinds is the balance at the end of `to` */
  partyPage(asked: PartyDays & { skip: number; limit: number }): Promise<PartyPage>
  /** what each month moved by kind, oldest first, and the balances before */
  partyMonths(
    asked: PartyDays,
  ): Promise<{ opening: PartyAmount[]; months: (PartyAmount & { month: string; kind: string })[] }>
  /** one journal with the party's lines; null when it did not touch the party */
  partyJournal(asked: PartyAsked & { journalId: string }): Promise<PartyJournal | null>
  /** balances now, of many parties at once */
  partyBalances(asked: {
    books: readonly string[]
    partyIds: readonly string[]
  }): Promise<(PartyAmount & { partyId: string })[]>
}
