import type { Alliances, By } from '#server/alliances/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import type { Registry } from '#server/registry/index.ts'
import { anOrganisation } from './registry.ts'

type Parts = { db: Db; alliances: Alliances; registry: Registry; revenueShare: RevenueShare }

export const anAlliance = {
  ...{ id: 'alliance_tea', key: 'tea' },
  name: { zh: '茶香联盟', en: 'Tea Alliance' },
  intro: { zh: '几个村一起卖茶。', en: 'Some villages sell tea together.' },
  measure: { zh: '茶园亩数', en: 'mu of tea garden' },
}

/** `count` collectives without a village page, with their books open. */
export async function someCollectives({ db, registry, revenueShare }: Parts, count: number, prefix = 'ally') {
  const ids: string[] = []
  for (let n = 1; n <= count; n += 1) {
    const { id } = await anOrganisation(db, { kind: 'collective', bookCode: `village-${prefix}-${n}` })
    ids.push(id)
  }
  for (const collective of await registry.collectives(ids)) await revenueShare.openCollectiveBook(collective)
  return ids
}

/** somebody of a member's staff; the database knows him by his collective only */
export const staffOf = (collectiveId: string, name = `${collectiveId} 会计`): By => ({
  ...{ userId: `user_${collectiveId}`, name, collectiveId },
})

/** An alliance in force since `fromMonth`, agreed on by its first two villages. */
export async function foundAlliance(
  { alliances }: Pick<Parts, 'alliances'>,
  seats: { collectiveId: string; contribution: number }[],
  { fromMonth = '2026-01', baseBp = 2_000, alliance = anAlliance } = {},
) {
  const [first, second] = seats
  if (!first || !second) throw new Error('Two villages at least')
  await alliances.found(
    alliance,
    { fromMonth, baseBp, seats, reason: '抱团发展' },
    { proposer: staffOf(first.collectiveId), decider: staffOf(second.collectiveId) },
  )
}
