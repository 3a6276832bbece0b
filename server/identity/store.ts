import type { Prisma } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'
import type { Locale } from '#shared/locale.ts'
import { role, type Actor, type Membership } from '#shared/roles.ts'
import type { DemoAccount, DemoMessage } from './types.ts'

export type IdentityStore = ReturnType<typeof createIdentityStore>

/** A login session that is good now, with whom it is of. */
export type OpenLogin = { id: string; userId: string; updatedAt: Date; actor: Actor }

const userOfActor = (now: Date) =>
  ({
    id: true,
    name: true,
    phoneNumber: true,
    memberships: {
      where: { OR: [{ endedAt: null }, { endedAt: { gt: now } }] },
      orderBy: { createdAt: 'asc' },
      select: { role: true, organisationId: true, villageId: true, liveSessionId: true },
    },
  }) satisfies Prisma.UserSelect

type UserRow = {
  id: string
  name: string
  phoneNumber: string | null
  memberships: (Omit<Membership, 'role'> & { role: string })[]
}

type LoginRow = {
  id: string
  updated_at: Date
  user_id: string
  name: string
  phone_number: string | null
  role: string | null
  organisation_id: string | null
  village_id: string | null
  live_session_id: string | null
}

function toActor(user: UserRow): Actor {
  return {
    userId: user.id,
    name: user.name,
    phone: user.phoneNumber,
    memberships: user.memberships.map((one) => ({ ...one, role: role.parse(one.role) })),
  }
}

/** Every page asks this: one statement, with the memberships. */
async function findOpenLogin(db: Db, token: string, now: Date): Promise<OpenLogin | null> {
  const rows = await db.$queryRaw<LoginRow[]>`
    select s.id, s.updated_at, u.id as user_id, u.name, u.phone_number,
           m.role, m.organisation_id, m.village_id, m.live_session_id
    from identity_login_session s
    join identity_user u on u.id = s.user_id
    left join identity_membership m on m.user_id = u.id and (m.ended_at is null or m.ended_at > ${now})
    where s.token = ${token} and s.expires_at > ${now}
    order by m.created_at, m.id`
  const [first] = rows
  if (!first) return null
  const memberships = rows.flatMap(({ role, organisation_id, village_id, live_session_id }) => {
    const of = { organisationId: organisation_id, villageId: village_id, liveSessionId: live_session_id }
    return role === null ? [] : [{ role, ...of }]
  })
  const actor = toActor({
    id: first.user_id,
    name: first.name,
    phoneNumber: first.phone_number,
    memberships,
  })
  return { id: first.id, userId: first.user_id, updatedAt: first.updated_at, actor }
}

export function createIdentityStore(db: Db) {
  return {
    openLogin: (token: string, now: Date) => findOpenLogin(db, token, now),
    async touchLogin(id: string, now: Date): Promise<void> {
      await db.loginSession.updateMany({ where: { id }, data: { updatedAt: now } })
    },
    loginsOf: (userId: string, now: Date) =>
      db.loginSession.findMany({
        where: { userId, expiresAt: { gt: now } },
        orderBy: { createdAt: 'desc' },
        select: { id: true, createdAt: true, updatedAt: true, userAgent: true },
      }),
    async endLogins(userId: string, which: { only: string } | { except: string }): Promise<void> {
      const id = 'only' in which ? which.only : { not: which.except }
      await db.loginSession.deleteMany({ where: { userId, id } })
    },
    async actorOf(userId: string, now: Date): Promise<Actor> {
      return toActor(await db.user.findUniqueOrThrow({ where: { id: userId }, select: userOfActor(now) }))
    },

    async keepMessage(message: { id: string; phone: string; text: string; createdAt: Date }): Promise<void> {
      await db.smsMessage.create({ data: message })
    },
    async newestMessages(count: number): Promise<DemoMessage[]> {
      const rows = await db.smsMessage.findMany({ orderBy: { createdAt: 'desc' }, take: count })
      return rows.map(({ id, phone, text, createdAt }) => ({
        id,
        phone,
        text,
        createdAt: createdAt.toISOString(),
      }))
    },
    /** @returns null: they have no phone */
    async reachedAt(userId: string): Promise<{ phone: string; locale: Locale } | null> {
      const user = await db.user.findUnique({
        where: { id: userId },
        select: { phoneNumber: true, locale: true },
      })
      return user?.phoneNumber ? { phone: user.phoneNumber, locale: user.locale as Locale } : null
    },
    async setLocale(id: string, locale: Locale): Promise<void> {
      await db.user.updateMany({ where: { id, locale: { not: locale } }, data: { locale } })
    },
    async userNames(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await db.user.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, name: true },
      })
      return new Map(rows.map(({ id, name }) => [id, name]))
    },
    async accountsWithRoles(): Promise<DemoAccount[]> {
      const rows = await db.membership.findMany({
        where: { endedAt: null, user: { phoneNumber: { not: null } } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: {
          role: true,
          organisationId: true,
          villageId: true,
          user: { select: { name: true, phoneNumber: true } },
        },
      })
      return rows.map(({ user, ...one }) => ({
        ...one,
        role: role.parse(one.role),
        name: user.name,
        phone: user.phoneNumber!,
      }))
    },
  }
}
