import type { Alliances, By } from '#server/alliances/index.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { createSplitRules } from '#server/split-rules/index.ts'
import { addMonths, businessDay } from '#shared/calendar.ts'
import { splitRule } from '#shared/split.ts'
import { aPersonWithRole } from '#tests/make/identity.ts'
import { anOrganisation } from '#tests/make/registry.ts'
import { collectiveBook } from './places.ts'

// 茶香月嫂: Longdi and 14 villages share under one brand. Of the fifteen only Longdi is named by the source; the others
// have names that nobody can take for a village's. Formula, shares, contributions and people are invented.

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四']
const allyBook = (number: number) => `village-example-${number}`
const LONGDI = `org_${collectiveBook('longdi')}`
const allyId = (number: number) => `org_${allyBook(number)}`

/** mu of tea garden, Longdi first */
const CONTRIBUTIONS = [200, 150, 130, 120, 110, 100, 95, 90, 80, 75, 60, 50, 45, 40, 30]
const BASE_BP = 2_000
const MONTHS_AGO = 3

const alliance = {
  ...{ id: 'alliance_chaxiang', key: 'chaxiang-yuesao' },
  name: { zh: '茶香月嫂', en: 'Chaxiang Yuesao' },
  intro: {
    zh: '15 个村抱团发展，共用一个牌子、一块示范茶园。卖出一单，各村按约定分。（龙地村以外的村名、份额和贡献均为虚构）',
    en: 'Fifteen villages under one brand, with a demonstration garden of their own. Of every sale each has its agreed share. (All villages but Longdi, the shares and the contributions are invented.)',
  },
  measure: { zh: '茶园（亩）', en: 'mu of tea garden' },
}

const rule = splitRule.parse([
  { kind: 'processor_fee' },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'household', bp: 5_800 },
      { to: 'collective', bp: 300 },
      { to: 'alliance', bp: 300 },
      { to: 'platform', bp: 300 },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
])

/** Collectives without a village page, and an officer each for Longdi's and for one of them. */
export async function seedAllies(db: Db): Promise<void> {
  for (const [at, zh] of NUMBERS.entries())
    await anOrganisation(db, {
      kind: 'collective',
      bookCode: allyBook(at + 1),
      nameZh: `示例${zh}村股份经济合作社（虚构）`,
      nameEn: `Example Village ${at + 1} Collective (invented)`,
    })
  for (const { key, name, phone, organisationId } of officers)
    await aPersonWithRole(db, { key, name, phone, organisationId, role: 'collective' })
}

const officers = [
  { key: 'longdi-collective', name: '王守田', phone: '13900000031', organisationId: LONGDI },
  { key: 'ally-collective', name: '苏有余', phone: '13900000032', organisationId: allyId(1) },
]
const [proposer, decider] = officers.map(({ key, name, organisationId }): By => ({
  userId: `user_${key}`,
  name,
  collectiveId: organisationId,
})) as [By, By]

type Parts = {
  db: Db
  clock: Clock
  ids: Ids
  alliances: Alliances
  catalog: Catalog
  revenueShare: RevenueShare
}

/** The alliance, in force for some months, and the rule by which its members' goods are split from now on. */
export async function seedAlliance({ alliances, ...parts }: Parts): Promise<void> {
  const members = [LONGDI, ...NUMBERS.map((_, at) => allyId(at + 1))]
  const seats = members.map((collectiveId, at) => ({ collectiveId, contribution: CONTRIBUTIONS[at]! }))
  const thisMonth = businessDay(parts.clock.now()).slice(0, 7)
  await alliances.found(
    alliance,
    { fromMonth: addMonths(thisMonth, -MONTHS_AGO), baseBp: BASE_BP, seats, reason: '15 个村抱团发展' },
    { proposer, decider },
  )
  // Nothing has been sold yet that the rule could be rehearsed on.
  const checkout = { bookedPrices: () => Promise.resolve([]) }
  const rules = createSplitRules({ ...parts, alliances, checkout })
  const owner = { allianceId: alliance.id }
  const drafted = await rules.draft({ ...owner, productId: null, by: proposer })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const of = { ...owner, proposalId: drafted.value.proposalId }
  const steps = [
    () => rules.save({ ...of, rule, by: proposer }),
    () => rules.propose({ ...of, by: proposer, reason: '抱团分成', effectiveOn: null, last: 10 }),
    () => rules.decide({ ...of, by: decider, decision: 'approved' }),
  ]
  for (const step of steps) {
    const taken = await step()
    if (!taken.ok) throw new Error(taken.refusal.kind)
  }
}
