import type { Db } from '#server/platform/db.ts'
import { aPersonWithRole } from '#tests/make/identity.ts'
import { villages } from './content/villages.ts'
import { collectiveBook, cooperativeBook } from './places.ts'

/** What `npm start` prints: who a newcomer can be. */
type DemoAccount = { role: string; zh: string; en: string; phone: string }

export const demoAccounts: DemoAccount[] = [
  { role: 'secretary', zh: '义由村书记（主播）', en: 'Secretary of Yiyou, the host', phone: '13900000001' },
  {
    role: 'cooperative',
    zh: '义由蜜蜂合作社会计',
    en: 'Accountant of Yiyou’s cooperative',
    phone: '13900000011',
  },
  {
    role: 'member',
    zh: '义由合作社成员黄阿土',
    en: 'Huang Atu, member of the cooperative',
    phone: '13900000021',
  },
  { role: 'auditor', zh: '义由合作社监事', en: 'Auditor of Yiyou’s cooperative', phone: '13900000015' },
  { role: 'collective', zh: '义由村集体', en: 'Officer of Yiyou’s collective', phone: '13900000012' },
  { role: 'operator', zh: '平台值班', en: 'Operator of the platform', phone: '13900000013' },
]

const SHOWN_VILLAGE = 'yiyou'
/** whose collective agrees on something with that of the first */
const OTHER_VILLAGE = 'xiadang'

/** where somebody has just come who has submitted nothing yet, and can't go on air */
const VILLAGE_OF_NEWCOMER = 'dingcun'

/** A secretary for each village; for one village its cooperative's people and its collective's officer, and an officer of another's. */
export async function seedPeople(db: Db): Promise<void> {
  for (const { key, secretary } of villages)
    await aPersonWithRole(db, {
      key: `secretary-${key}`,
      name: secretary.zh,
      phone: secretary.phone,
      role: 'secretary',
      villageId: `village_${key}`,
    })
  await aPersonWithRole(db, {
    ...{ key: 'secretary-newcomer', name: '何新苗', phone: '13900000008' },
    ...{ role: 'secretary', villageId: `village_${VILLAGE_OF_NEWCOMER}` },
  })
  await aPersonWithRole(db, {
    key: 'cooperative',
    name: '许慧敏',
    phone: '13900000011',
    role: 'cooperative',
    organisationId: `org_${cooperativeBook(SHOWN_VILLAGE)}`,
  })
  await aPersonWithRole(db, {
    key: 'director',
    name: '黄长庚',
    phone: '13900000014',
    role: 'cooperative',
    organisationId: `org_${cooperativeBook(SHOWN_VILLAGE)}`,
  })
  await aPersonWithRole(db, {
    key: 'auditor',
    name: '许见山',
    phone: '13900000015',
    role: 'auditor',
    organisationId: `org_${cooperativeBook(SHOWN_VILLAGE)}`,
  })
  await aPersonWithRole(db, {
    key: 'collective',
    name: '黄守正',
    phone: '13900000012',
    role: 'collective',
    organisationId: `org_${collectiveBook(SHOWN_VILLAGE)}`,
  })
  await aPersonWithRole(db, {
    key: 'other-collective',
    name: '王有禾',
    phone: '13900000037',
    role: 'collective',
    organisationId: `org_${collectiveBook(OTHER_VILLAGE)}`,
  })
  await aPersonWithRole(db, { key: 'operator', name: '值班员', phone: '13900000013', role: 'operator' })
  await aPersonWithRole(db, { key: 'operator2', name: '复核员', phone: '13900000016', role: 'operator' })
  await aPersonWithRole(db, { key: 'operator3', name: '出纳员', phone: '13900000038', role: 'operator' })
}
