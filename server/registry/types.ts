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

export type Registry = {
  villages(): Promise<VillageSummary[]>
  village(key: string): Promise<VillagePage | null>
  villageById(id: string): Promise<VillageSummary | null>
  organisation(
    id: string,
  ): Promise<(Party & { kind: 'cooperative' | 'collective' | 'platform'; villageId: string | null }) | null>
  /** names of ledger parties (partyId → name), for statements */
  partyNames(partyIds: readonly string[]): Promise<Map<string, Bilingual>>
  saleParties(ids: { householdId: string; cooperativeId: string; collectiveId: string }): Promise<SaleParties>
  collectiveOf(villageId: string): Promise<Party>
}
