import type { AppLoadContext } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import type { Action } from '#shared/policy-table.ts'

type Door = { context: AppLoadContext; request: Request; params: Record<string, string | undefined> }

/** Whoever may read of what a village sold live: its secretary, and those who keep its organisations' books. */
export async function openVillageReports(door: Door, action: Action, villageId: string | null) {
  const { registry } = door.context.services
  const village = villageId === null ? null : await registry.villageById(villageId)
  const [keeping] = village ? await registry.keepingVillages({ village: village.key }) : []
  const organisationIds = keeping?.keepers.map(({ id }) => id) ?? []
  const { membership } = requireActor(door, action, { villageId, organisationIds })
  return { village: village ?? notFound(), isHost: membership?.role === 'secretary' }
}

/** The report that the address names, for whoever may read it. */
export async function openReport(door: Door, action: Action) {
  const { live, liveReports } = door.context.services
  const liveSessionId = door.params.liveSessionId ?? ''
  const card = await live.card(liveSessionId)
  const opened = await openVillageReports(door, action, card?.villageId ?? null)
  const report = (await liveReports.report(liveSessionId)) ?? notFound()
  return { ...opened, report }
}
