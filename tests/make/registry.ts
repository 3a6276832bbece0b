import type { Base, Household, Organisation, Village } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'
import { uuidOf } from './ids.ts'

type Part<Row> = Partial<{ [Field in keyof Row]: Row[Field] }>

/** A village, by its key. Builders fill in what a test does not care about; the seed gives every field. */
export function aVillage(db: Db, village: Part<Village> = {}): Promise<Village> {
  const key = village.key ?? 'yiyou'
  return db.village.create({
    data: {
      id: `village_${key}`,
      key,
      nameZh: '义由村',
      nameEn: 'Yiyou',
      prefectureZh: '福州市',
      countyZh: '闽清县',
      townshipZh: '东桥镇',
      placeEn: 'Dongqiao, Minqing, Fuzhou',
      introZh: '山上养蜂的村子。',
      introEn: 'A village that keeps bees on the hill.',
      picture: `village-${key}`,
      ...village,
    },
  })
}

export function anOrganisation(
  db: Db,
  organisation: Part<Organisation> & { kind: 'cooperative' | 'collective' | 'platform'; bookCode: string },
): Promise<Organisation> {
  const { bookCode } = organisation
  return db.organisation.create({
    data: {
      id: `org_${bookCode}`,
      partyId: uuidOf(`organisation:${bookCode}`),
      nameZh: bookCode,
      nameEn: bookCode,
      ...organisation,
    },
  })
}

export function aHousehold(
  db: Db,
  household: Part<Household> & { villageId: string; cooperativeId: string },
): Promise<Household> {
  const id = household.id ?? `hh_${household.villageId}_1`
  return db.household.create({
    data: {
      id,
      partyId: uuidOf(`household:${id}`),
      headNameZh: '陈阿水',
      headNameEn: 'Chen Ashui',
      ...household,
    },
  })
}

export function aBase(db: Db, base: Part<Base> & { villageId: string }): Promise<Base> {
  return db.base.create({
    data: {
      id: `base_${base.villageId}_1`,
      nameZh: '后山养蜂基地',
      nameEn: 'Back-hill apiary',
      cropZh: '百花蜜',
      cropEn: 'wildflower honey',
      areaMu: 80,
      ...base,
    },
  })
}
