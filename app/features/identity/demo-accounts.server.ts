import type { AppLoadContext } from '@remix-run/node'
import type { DemoAccount } from '#server/identity/index.ts'
import type { Bilingual } from '#shared/locale.ts'

export type ShownAccount = DemoAccount & { place: Bilingual | null }

/** Every demo account with what it is for: one per role first, with the secretary whose village is on air leading. */
export async function shownAccounts({ services, demo }: AppLoadContext): Promise<ShownAccount[]> {
  if (!demo) return []
  const [accounts, live, next] = await Promise.all([
    services.identity.demoAccounts(),
    services.live.liveNow(),
    services.live.upcoming(1),
  ])
  const onAir = [...live, ...next][0]?.villageId
  const sorted = accounts.toSorted((a, b) => Number(b.villageId === onAir) - Number(a.villageId === onAir))
  const leading = sorted.filter(({ role }, at) => sorted.findIndex((one) => one.role === role) === at)
  const rest = sorted.filter((account) => !leading.includes(account))
  return Promise.all(
    [...leading, ...rest].map(async (account) => ({ ...account, place: await placeOf(services, account) })),
  )
}

async function placeOf(
  { registry }: AppLoadContext['services'],
  account: DemoAccount,
): Promise<Bilingual | null> {
  const { villageId, organisationId } = account
  if (villageId) return (await registry.villageById(villageId))?.name ?? null
  if (organisationId) return (await registry.organisation(organisationId))?.name ?? null
  return null
}
