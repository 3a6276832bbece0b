import type { Db } from '#server/platform/db.ts'
import { aBase, aHousehold, anOrganisation, aVillage } from '#tests/make/registry.ts'
import { villages } from './content/villages.ts'

const names = ({ zh, en }: { zh: string; en: string }) => ({ nameZh: zh, nameEn: en })

export const cooperativeBook = (village: string) => `coop-${village}`
export const collectiveBook = (village: string) => `village-${village}`
export const householdId = (village: string, household: number) => `hh_${village}_${household + 1}`

/** The platform, and each village with its collective, cooperative, base and households. */
export async function seedPlaces(db: Db): Promise<void> {
  await anOrganisation(db, { kind: 'platform', bookCode: 'platform', nameZh: '山货平台', nameEn: 'Shanhuo' })
  for (const { key, name, intro, collective, cooperative, base, households, ...place } of villages) {
    const { prefectureZh, countyZh, townshipZh, placeEn } = place
    const village = await aVillage(db, {
      key,
      ...names(name),
      ...{ prefectureZh, countyZh, townshipZh, placeEn },
      introZh: intro.zh,
      introEn: intro.en,
    })
    const villageId = village.id
    await anOrganisation(db, {
      kind: 'collective',
      bookCode: collectiveBook(key),
      villageId,
      ...names(collective),
    })
    const { id: cooperativeId } = await anOrganisation(db, {
      kind: 'cooperative',
      bookCode: cooperativeBook(key),
      villageId,
      ...names(cooperative),
    })
    await aBase(db, {
      id: `base_${key}`,
      villageId,
      ...names(base.name),
      cropZh: base.crop.zh,
      cropEn: base.crop.en,
      areaMu: base.areaMu,
    })
    for (const [index, head] of households.entries())
      await aHousehold(db, {
        id: householdId(key, index),
        villageId,
        cooperativeId,
        headNameZh: head.zh,
        headNameEn: head.en,
      })
  }
}
