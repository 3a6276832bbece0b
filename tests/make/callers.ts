import type { Db } from '#server/platform/db.ts'
import type { Identity } from '#server/identity/index.ts'
import type { Membership } from '#shared/roles.ts'

export type Caller = { name: string; phone: string; membership: Partial<Membership> | null }

/** Everybody who may knock at a door: each role for ours and for somebody else's, a consumer, and nobody. */
export function allCallers(ours: {
  villageId: string
  liveSessionId: string
  cooperativeId: string
  collectiveId: string
}): Caller[] {
  const roles: [name: string, membership: Partial<Membership> | null][] = [
    ['consumer', null],
    ['our secretary', { role: 'secretary', villageId: ours.villageId }],
    ['other secretary', { role: 'secretary', villageId: 'village_other' }],
    ['our cooperative', { role: 'cooperative', organisationId: ours.cooperativeId }],
    ['other cooperative', { role: 'cooperative', organisationId: 'org_other' }],
    ['our collective', { role: 'collective', organisationId: ours.collectiveId }],
    ['other collective', { role: 'collective', organisationId: 'org_other' }],
    ['operator', { role: 'operator' }],
    ['our member', { role: 'member', organisationId: ours.cooperativeId }],
    ['other member', { role: 'member', organisationId: 'org_other' }],
    ['our auditor', { role: 'auditor', organisationId: ours.cooperativeId }],
    ['other auditor', { role: 'auditor', organisationId: 'org_other' }],
    ['our sale assistant', { role: 'sale_assistant', liveSessionId: ours.liveSessionId }],
    ['other sale assistant', { role: 'sale_assistant', liveSessionId: 'live_other' }],
    ['our chat assistant', { role: 'chat_assistant', liveSessionId: ours.liveSessionId }],
    ['other chat assistant', { role: 'chat_assistant', liveSessionId: 'live_other' }],
  ]
  return roles.map(([name, membership], at) => ({ name, phone: String(13_700_000_001 + at), membership }))
}

const address = '127.0.0.1'
/** Who helps in a session does not for ever. */
const FAR = new Date('2100-01-01T00:00:00Z')

/** Signs in as people do: by the code in the demo outbox. @returns the Cookie header of the login session */
export async function signedInCookie(
  db: Db,
  identity: Identity,
  { name, phone, membership }: Caller,
): Promise<string> {
  const sent = await identity.sendCode(phone, { address })
  if (!sent.ok) throw new Error(sent.refusal.kind)
  const message = (await identity.demoOutbox()).find((one) => one.phone === phone)
  const code = /\d{6}/.exec(message?.text ?? '')?.[0] ?? ''
  const from = { address, userAgent: name, visitorId: 'vis_caller', locale: 'zh-CN' as const }
  const answer = await identity.signIn({ phone, code }, from)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  const { actor, setCookie } = answer.value
  if (membership?.role) {
    const { role, villageId = null, organisationId = null, liveSessionId = null } = membership
    const of = { villageId, organisationId, liveSessionId }
    const given = { id: `mem_${phone}`, userId: actor.userId, role, ...of, endedAt: liveSessionId && FAR }
    await db.membership.upsert({ where: { id: given.id }, create: given, update: {} })
  }
  return setCookie.map((cookie) => cookie.split(';')[0]).join('; ')
}
