import type { Bilingual } from '#shared/locale.ts'

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

export type Registry = {
  villages(): Promise<VillageSummary[]>
  village(key: string): Promise<VillagePage | null>
  /** one village by its key, or a county's by the county's, in the order of their keys */
  keepingVillages(where: { village: string } | { county: string }): Promise<KeepingVillage[]>
  villageById(id: string): Promise<VillageSummary | null>
  organisation(
    id: string,
  ): Promise<(Party & { kind: 'cooperative' | 'collective' | 'platform'; villageId: string | null }) | null>
  /** names of ledger parties (partyId → name), for statements */
  partyNames(partyIds: readonly string[]): Promise<Map<string, Bilingual>>
  saleParties(ids: { householdId: string; cooperativeId: string; collectiveId: string }): Promise<SaleParties>
  /** a cooperative's members that supply it, in the order of their ids */
  householdsOf(cooperativeId: string): Promise<Party[]>
  collectiveOf(villageId: string): Promise<Party>
}
