import type { Bilingual } from '#shared/locale.ts'
import type { NameViewer } from '#shared/person-name.ts'
import type { Result } from '#shared/result.ts'

export type VillageSummary = { id: string; key: string; name: Bilingual; place: Bilingual; picture: string }

export type VillagePage = VillageSummary & {
  intro: Bilingual
  collective: { id: string; name: Bilingual }
  cooperatives: { id: string; name: Bilingual }[]
  bases: { name: Bilingual; crop: Bilingual; areaMu: number }[]
  householdCount: number
}

/** A party that earns: what the split and the ledger need to know about it. */
export type Party = { id: string; partyId: string; name: Bilingual; bookCode: string | null }

/** `villageKey`: of its village's page, where it has one */
export type Collective = Party & { villageKey: string | null }

/** A party that can be paid. `bookCode`: the book that hears of it, a household's cooperative's. */
export type Payee = {
  partyId: string
  kind: 'household' | 'cooperative' | 'collective'
  name: Bilingual
  bookCode: string
  /** of a household: whom it supplies; else null */
  cooperativeId: string | null
}

/** The parties of one product's sales. */
export type SaleParties = { household: Party; cooperative: Party; collective: Party; platform: Party }

export type BookKeeper = {
  id: string
  kind: 'cooperative' | 'collective'
  name: Bilingual
  bookCode: string
}

/** A village and those in it who keep books. `county.key` names the county in addresses. */
export type KeepingVillage = VillageSummary & {
  county: { key: string; name: Bilingual }
  /** the collective first */
  keepers: BookKeeper[]
}

/** 合并: `from` was merged into `to` */
export type Succession = { from: Party; to: Party; on: string; evidenceName: string; recordedByName: string }
export type SuccessionDraft = {
  fromId: string
  toId: string
  on: string
  evidence: { name: string; sha256: Uint8Array }
  by: { userId: string; name: string }
  at: Date
}

export type Registry = {
  /**
   * Two collectives became one: what the first has, and will earn by what its village grows, is the second's from now.
   * Refused: no two collectives, one that has merged before, or that others have merged into.
   */
  recordSuccession(draft: SuccessionDraft): Promise<Result<null, { kind: 'succession_impossible' }>>
  /** by day */
  successions(): Promise<Succession[]>
  villages(): Promise<VillageSummary[]>
  village(key: string): Promise<VillagePage | null>
  /** one village by its key, or a county's by the county's, in the order of their keys */
  keepingVillages(where: { village: string } | { county: string }): Promise<KeepingVillage[]>
  villageById(id: string): Promise<VillageSummary | null>
  organisation(
    id: string,
  ): Promise<(Party & { kind: 'cooperative' | 'collective' | 'platform'; villageId: string | null }) | null>
  /** those of these parties that can be paid: organisations first */
  payees(partyIds: readonly string[]): Promise<Payee[]>
  /** who runs the shop */
  platform(): Promise<Party>
  /** names of ledger parties (partyId → name), of households as far as the viewer may read them */
  partyNames(partyIds: readonly string[], viewer: NameViewer): Promise<Map<string, Bilingual>>
  /** the household's name is the public one unless another viewer is named */
  saleParties(
    ids: { householdId: string; cooperativeId: string; collectiveId: string },
    viewer?: NameViewer,
  ): Promise<SaleParties>
  /** who supplies a cooperative, with names whole: for its own staff and auditor */
  householdsOf(cooperativeId: string): Promise<{ id: string; partyId: string; head: Bilingual }[]>
  /** which of these parties are organisations, and not people */
  organisationsAmong(partyIds: readonly string[]): Promise<Set<string>>
  collectiveOf(villageId: string): Promise<Party>
  /** those of these that are collectives, or all, in the order of their ids */
  collectives(ids?: readonly string[]): Promise<Collective[]>
}
