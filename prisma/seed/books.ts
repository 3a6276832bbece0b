import type { Db } from '#server/platform/db.ts'
import type { Registry } from '#server/registry/index.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { rules } from './content/rules.ts'

const RULES_SINCE = new Date('2026-01-01T00:00:00+08:00')

type Parts = { db: Db; registry: Registry; revenueShare: RevenueShare }

/** A book for each legal entity, and the accounts that selling needs. */
export async function openBooks({ db, registry, revenueShare }: Parts): Promise<void> {
  const organisation = async (id: string) => {
    const found = await registry.organisation(id)
    if (!found) throw new Error(`No organisation ${id}`)
    return found
  }
  const organisations = await Promise.all(
    (await db.organisation.findMany({ select: { id: true } })).map(({ id }) => organisation(id)),
  )
  for (const one of organisations) {
    if (one.kind === 'platform') await revenueShare.openPlatformBook(one)
    else if (one.kind === 'cooperative') await revenueShare.openCooperativeBook(one)
    else await revenueShare.openCollectiveBook(one)
  }
  const households = await db.household.findMany({ select: { id: true, partyId: true, cooperativeId: true } })
  for (const { id, partyId, cooperativeId } of households) {
    const cooperative = await organisation(cooperativeId)
    await revenueShare.openHouseholdAccounts(
      { id, partyId, name: cooperative.name, bookCode: null },
      cooperative,
    )
  }
}

export async function activateRules(revenueShare: RevenueShare): Promise<void> {
  for (const { ruleCode, rule } of rules)
    await revenueShare.activate({
      ruleCode,
      version: 1,
      validFrom: RULES_SINCE,
      rule,
      author: '平台财务',
      approver: '合作社监事',
    })
}
