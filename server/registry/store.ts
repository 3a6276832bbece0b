import type { Db } from '../platform/db.ts'
import { keeperReads } from './keeper-store.ts'
import { named, organisationParty, partyReads, payeeReads } from './party-store.ts'
import { successions } from './succession-store.ts'
import type { Registry, VillageSummary } from './types.ts'

const villageFields = {
  id: true,
  key: true,
  nameZh: true,
  nameEn: true,
  prefectureZh: true,
  countyZh: true,
  townshipZh: true,
  placeEn: true,
  picture: true,
} as const
type VillageRow = {
  id: string
  key: string
  nameZh: string
  nameEn: string
  prefectureZh: string
  countyZh: string
  townshipZh: string
  placeEn: string
  picture: string
}
function villageSummary(row: VillageRow): VillageSummary {
  return {
    id: row.id,
    key: row.key,
    name: named(row),
    place: { zh: `${row.prefectureZh}${row.countyZh}${row.townshipZh}`, en: row.placeEn },
    picture: row.picture,
  }
}

/** Places and parties. They change by the seed and by registration only, but for collectives that merge. */
export function createRegistry({ db }: { db: Db }): Registry {
  const organisationById = (id: string) => db.organisation.findFirst({ where: { id } })

  return {
    ...partyReads(db),
    ...payeeReads(db),
    ...keeperReads(db),
    ...successions(db),

    async villages() {
      const rows = await db.village.findMany({ select: villageFields, orderBy: { key: 'asc' } })
      return rows.map(villageSummary)
    },

    async village(key) {
      const row = await db.village.findFirst({
        where: { key },
        include: { organisations: true, bases: true, _count: { select: { households: true } } },
      })
      const collective = row?.organisations.find(({ kind }) => kind === 'collective')
      if (!row || !collective) return null
      return {
        ...villageSummary(row),
        intro: { zh: row.introZh, en: row.introEn },
        collective: { id: collective.id, name: named(collective) },
        cooperatives: row.organisations
          .filter(({ kind }) => kind === 'cooperative')
          .map((one) => ({ id: one.id, name: named(one) })),
        bases: row.bases.map((base) => ({
          name: named(base),
          crop: { zh: base.cropZh, en: base.cropEn },
          areaMu: base.areaMu,
        })),
        householdCount: row._count.households,
      }
    },

    async villageById(id) {
      const row = await db.village.findFirst({ where: { id }, select: villageFields })
      return row && villageSummary(row)
    },

    async organisation(id) {
      const row = await organisationById(id)
      if (!row) return null
      return {
        ...organisationParty(row),
        kind: row.kind as 'cooperative' | 'collective' | 'platform',
        villageId: row.villageId,
      }
    },

    async collectives(ids) {
      const rows = await db.organisation.findMany({
        where: { kind: 'collective', ...(ids && { id: { in: [...ids] } }) },
        include: { village: { select: { key: true } } },
        orderBy: { id: 'asc' },
      })
      return rows.map((row) => ({ ...organisationParty(row), villageKey: row.village?.key ?? null }))
    },

    async collectiveOf(villageId) {
      return organisationParty(
        await db.organisation.findFirstOrThrow({ where: { villageId, kind: 'collective' } }),
      )
    },
  }
}
