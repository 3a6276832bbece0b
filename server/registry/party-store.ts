import type { Bilingual } from '#shared/locale.ts'
import type { Db } from '../platform/db.ts'
import type { Party, Registry } from './types.ts'

type Named = { nameZh: string; nameEn: string }

export const named = ({ nameZh, nameEn }: Named): Bilingual => ({ zh: nameZh, en: nameEn })

export function organisationParty(row: Named & { id: string; partyId: string; bookCode: string }): Party {
  return { id: row.id, partyId: row.partyId, name: named(row), bookCode: row.bookCode }
}

const householdName = (row: { headNameZh: string; headNameEn: string }): Bilingual => ({
  zh: `${row.headNameZh}家`,
  en: `${row.headNameEn} household`,
})

function householdParty(row: { id: string; partyId: string; headNameZh: string; headNameEn: string }): Party {
  return { id: row.id, partyId: row.partyId, name: householdName(row), bookCode: null }
}

/** Reads of those who earn, by id of the registry or of the ledger. */
export function partyReads(db: Db): Pick<Registry, 'partyNames' | 'saleParties' | 'householdsOf'> {
  return {
    async partyNames(partyIds) {
      const where = { partyId: { in: [...partyIds] } }
      const [organisations, households] = await Promise.all([
        db.organisation.findMany({ where, select: { partyId: true, nameZh: true, nameEn: true } }),
        db.household.findMany({ where, select: { partyId: true, headNameZh: true, headNameEn: true } }),
      ])
      return new Map([
        ...organisations.map((row) => [row.partyId, named(row)] as const),
        ...households.map((row) => [row.partyId, householdName(row)] as const),
      ])
    },

    async householdsOf(cooperativeId) {
      const rows = await db.household.findMany({ where: { cooperativeId }, orderBy: { id: 'asc' } })
      return rows.map(householdParty)
    },

    async saleParties({ householdId, cooperativeId, collectiveId }) {
      const [household, cooperative, collective, platform] = await Promise.all([
        db.household.findFirstOrThrow({ where: { id: householdId } }),
        db.organisation.findFirstOrThrow({ where: { id: cooperativeId } }),
        db.organisation.findFirstOrThrow({ where: { id: collectiveId } }),
        db.organisation.findFirstOrThrow({ where: { kind: 'platform' } }),
      ])
      return {
        household: householdParty(household),
        cooperative: organisationParty(cooperative),
        collective: organisationParty(collective),
        platform: organisationParty(platform),
      }
    },
  }
}
