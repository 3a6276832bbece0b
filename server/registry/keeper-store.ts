import type { Db } from '../platform/db.ts'
import { named } from './party-store.ts'
import type { Registry } from './types.ts'

/** In English a place is written `township, county, prefecture`. */
const withoutTownship = (place: string) => place.split(', ').slice(1).join(', ')

/** Two counties may have one name; with the prefecture's before it, it is one. */
const countyKey = (row: { prefectureZh: string; countyZh: string }) => `${row.prefectureZh}${row.countyZh}`

export function keeperReads(db: Db): Pick<Registry, 'keepingVillages'> {
  return {
    async keepingVillages(where) {
      const rows = await db.village.findMany({
        where: 'village' in where ? { key: where.village } : { id: { in: await idsOf(db, where.county) } },
        include: { organisations: { orderBy: [{ kind: 'asc' }, { id: 'asc' }] } },
        orderBy: { key: 'asc' },
      })
      return rows.map((row) => ({
        ...{ id: row.id, key: row.key, name: named(row), picture: row.picture },
        place: { zh: `${countyKey(row)}${row.townshipZh}`, en: row.placeEn },
        county: { key: countyKey(row), name: { zh: countyKey(row), en: withoutTownship(row.placeEn) } },
        keepers: row.organisations.flatMap((one) =>
          one.kind === 'collective' || one.kind === 'cooperative'
            ? [{ id: one.id, kind: one.kind, name: named(one), bookCode: one.bookCode }]
            : [],
        ),
      }))
    },
  }
}

async function idsOf(db: Db, county: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from registry_village where prefecture_zh || county_zh = ${county}`
  return rows.map(({ id }) => id)
}
