import type { TermsDecision } from '#shared/alliance.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Result } from '#shared/result.ts'
import type { Party } from '../registry/index.ts'

/** 抱团: an agreement of collectives, not a legal person. It has no book and no money of its own. */
export type Alliance = {
  id: string
  /** names it in addresses */
  key: string
  name: Bilingual
  intro: Bilingual
  /** what a contribution counts, with its unit */
  measure: Bilingual
}

/** A village's collective at the table; `contribution` in the alliance's measure. */
export type Member = { collective: Party; villageKey: string | null; contribution: number }

/** Who shares from a month on, and by which formula. */
export type AllianceTerms = {
  id: string
  alliance: Alliance
  /** `2026-11` */
  fromMonth: string
  /** of the alliance's part: what all get equally; the rest is by contribution */
  baseBp: number
  /** in the order of the registry's ids */
  members: Member[]
}

export type TermsState = 'open' | 'overtaken' | TermsDecision

/** Terms with who made them. `overtaken`: others came into force that it was not compared with. */
export type TermsSpan = AllianceTerms & {
  followsId: string | null
  reason: string
  state: TermsState
  proposerId: string
  proposerName: string
  proposerCollectiveId: string
  proposedAt: string
  deciderName: string | null
  decidedAt: string | null
}

/** Who acts, as the doors know him, and for which member. */
export type By = { userId: string; name: string; collectiveId: string }

export type AllianceRefusal =
  /** there are no such terms, or not of an alliance of his */
  | { kind: 'terms_not_found' }
  /** for a month that has begun, or before one that is agreed on */
  | { kind: 'month_begun' }
  /** nothing would change */
  | { kind: 'terms_same' }
  /** fewer than two villages, or more than `SEATS_MAX` */
  | { kind: 'seats' }
  /** whoever shares must keep books in the registry */
  | { kind: 'not_a_collective' }
  /** who founds an alliance has a seat in it */
  | { kind: 'not_at_table' }
  /** others have come into force meanwhile, or it is decided */
  | { kind: 'terms_moved_on' }
  /** who proposed it, or another of his village, does not decide it */
  | { kind: 'same_village' }
  /** somebody else's */
  | { kind: 'not_proposer' }
  /** one of the villages sits in another alliance then */
  | { kind: 'village_taken' }

export type NewTerms = {
  followsId: string
  fromMonth: string
  baseBp: number
  reason: string
  seats: { collectiveId: string; contribution: number }[]
}

/** As a village writes it; id and address are given. */
export type NewAlliance = Omit<Alliance, 'id' | 'key'>
export type FirstTerms = Omit<NewTerms, 'followsId'>

export type Alliances = {
  /** The terms by which a collective shares on a business day; null where it stands alone. What is past never changes. */
  termsOf(collectiveId: string, on: string): Promise<AllianceTerms | null>
  /** @throws where there are none: who asks has read of them */
  terms(termsId: string): Promise<AllianceTerms>
  /** by which an alliance shares on a business day; null before it began */
  termsOn(allianceId: string, on: string): Promise<AllianceTerms | null>
  /** null where none was founded by that key, though it may have been proposed */
  alliance(key: string): Promise<Alliance | null>
  /** of which a collective was, is or will be a member */
  allianceOf(collectiveId: string): Promise<Alliance | null>
  /** all that was proposed, the latest month first */
  history(allianceId: string): Promise<TermsSpan[]>
  /** By a member's staff, for a month that has not begun. Nothing changes until a person of another member approves. */
  propose(terms: NewTerms, by: By): Promise<Result<{ termsId: string }, AllianceRefusal>>
  /**
   * A village proposes an alliance with its first terms, for a month that has not begun. It is founded when a person of
   * another of its villages approves.
   */
  proposeAlliance(
    alliance: NewAlliance,
    terms: FirstTerms,
    by: By,
  ): Promise<Result<{ termsId: string }, AllianceRefusal>>
  /** first terms with a seat for a collective that founded nothing (yet), newest first */
  foundings(collectiveId: string): Promise<TermsSpan[]>
  /** the collectives at a table that is agreed on last, of any alliance */
  seated(): Promise<Set<string>>
  /** By a person of another member; withdrawn by who proposed it. */
  decide(
    decision: { termsId: string; decision: TermsDecision },
    by: By,
  ): Promise<Result<{ decision: TermsDecision }, AllianceRefusal>>
  /**
   * An alliance with its first terms, which may begin in the past: before them there was nobody to divide among.
   * @param by two people of two of its villages
   */
  found(alliance: Alliance, terms: FirstTerms, by: { proposer: By; decider: By }): Promise<void>
}
