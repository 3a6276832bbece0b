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
  const phone = (at: number) => String(13_700_000_000 + at)
  return [
    { name: 'consumer', phone: phone(1), membership: null },
    { name: 'our secretary', phone: phone(2), membership: { role: 'secretary', villageId: ours.villageId } },
    {
      name: 'other secretary',
      phone: phone(3),
      membership: { role: 'secretary', villageId: 'village_other' },
    },
    {
      name: 'our cooperative',
      phone: phone(4),
      membership: { role: 'cooperative', organisationId: ours.cooperativeId },
    },
    {
      name: 'other cooperative',
      phone: phone(5),
      membership: { role: 'cooperative', organisationId: 'org_other' },
    },
    {
      name: 'our collective',
      phone: phone(6),
      membership: { role: 'collective', organisationId: ours.collectiveId },
    },
    {
      name: 'other collective',
      phone: phone(7),
      membership: { role: 'collective', organisationId: 'org_other' },
    },
    { name: 'operator', phone: phone(8), membership: { role: 'operator' } },
    {
      name: 'our member',
      phone: phone(9),
      membership: { role: 'member', organisationId: ours.cooperativeId },
    },
    {
      name: 'our auditor',
      phone: phone(11),
      membership: { role: 'auditor', organisationId: ours.cooperativeId },
    },
    { name: 'other auditor', phone: phone(12), membership: { role: 'auditor', organisationId: 'org_other' } },
    {
      name: 'our sale assistant',
      phone: phone(13),
      membership: { role: 'sale_assistant', liveSessionId: ours.liveSessionId },
    },
    {
      name: 'our chat assistant',
      phone: phone(14),
      membership: { role: 'chat_assistant', liveSessionId: ours.liveSessionId },
    },
    {
      name: 'other sale assistant',
      phone: phone(15),
      membership: { role: 'sale_assistant', liveSessionId: 'live_other' },
    },
    {
      name: 'other chat assistant',
      phone: phone(16),
      membership: { role: 'chat_assistant', liveSessionId: 'live_other' },
    },
    { name: 'other member', phone: phone(10), membership: { role: 'member', organisationId: 'org_other' } },
  ]
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
  const answer = await identity.signIn({ phone, code }, { address, userAgent: name, visitorId: 'vis_caller' })
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
