import type { Bilingual } from '#shared/locale.ts'
import { householdName } from '#shared/person-name.ts'
import type { Db } from '../platform/db.ts'
import type { Party, Payee, Registry } from './types.ts'

type Named = { nameZh: string; nameEn: string }

export const named = ({ nameZh, nameEn }: Named): Bilingual => ({ zh: nameZh, en: nameEn })

export function organisationParty(row: Named & { id: string; partyId: string; bookCode: string }): Party {
  return { id: row.id, partyId: row.partyId, name: named(row), bookCode: row.bookCode }
}

const headOf = (row: { headNameZh: string; headNameEn: string }): Bilingual => ({
  zh: row.headNameZh,
  en: row.headNameEn,
})

/** Reads of those who earn, by id of the registry or of the ledger. */
export function partyReads(
  db: Db,
): Pick<Registry, 'partyNames' | 'saleParties' | 'householdsOf' | 'organisationsAmong'> {
  return {
    async partyNames(partyIds, viewer) {
      const where = { partyId: { in: [...partyIds] } }
      const [organisations, households] = await Promise.all([
        db.organisation.findMany({ where, select: { partyId: true, nameZh: true, nameEn: true } }),
        db.household.findMany({ where, select: { partyId: true, headNameZh: true, headNameEn: true } }),
      ])
      return new Map([
        ...organisations.map((row) => [row.partyId, named(row)] as const),
        ...households.map((row) => [row.partyId, householdName(headOf(row), viewer)] as const),
      ])
    },

    async householdsOf(cooperativeId) {
      const rows = await db.household.findMany({ where: { cooperativeId }, orderBy: { id: 'asc' } })
      return rows.map((row) => ({ id: row.id, partyId: row.partyId, head: headOf(row) }))
    },

    async organisationsAmong(partyIds) {
      const rows = await db.organisation.findMany({
        where: { partyId: { in: [...partyIds] } },
        select: { partyId: true },
      })
      return new Set(rows.map(({ partyId }) => partyId))
    },

    async saleParties({ householdId, cooperativeId, collectiveId }, viewer = 'public') {
      const [household, cooperative, collective, platform] = await Promise.all([
        db.household.findFirstOrThrow({ where: { id: householdId } }),
        db.organisation.findFirstOrThrow({ where: { id: cooperativeId } }),
        db.organisation.findFirstOrThrow({ where: { id: collectiveId } }),
        db.organisation.findFirstOrThrow({ where: { kind: 'platform' } }),
      ])
      return {
        household: {
          id: household.id,
          partyId: household.partyId,
          name: householdName(headOf(household), viewer),
          bookCode: null,
        },
        cooperative: organisationParty(cooperative),
        collective: organisationParty(collective),
        platform: organisationParty(platform),
      }
    },
  }
}

/** Reads of who is paid, and by whom. */
export function payeeReads(db: Db): Pick<Registry, 'payees' | 'platform'> {
  return {
    async payees(partyIds) {
      const where = { partyId: { in: [...partyIds] } }
      const [organisations, households] = await Promise.all([
        db.organisation.findMany({ where: { ...where, kind: { not: 'platform' } }, orderBy: { id: 'asc' } }),
        db.household.findMany({ where, include: { cooperative: true }, orderBy: { id: 'asc' } }),
      ])
      return [
        ...organisations.map((row) => ({
          partyId: row.partyId,
          kind: row.kind as Payee['kind'],
          name: named(row),
          bookCode: row.bookCode,
          cooperativeId: null,
        })),
        ...households.map((row) => ({
          partyId: row.partyId,
          kind: 'household' as const,
          name: householdName(headOf(row), 'staff'),
          bookCode: row.cooperative.bookCode,
          cooperativeId: row.cooperativeId,
        })),
      ]
    },

    async platform() {
      return organisationParty(await db.organisation.findFirstOrThrow({ where: { kind: 'platform' } }))
    },
  }
}
