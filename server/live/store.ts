import type { Prisma } from '#prisma/generated/client.ts'
import { missing, type Declarations, type Missing } from '#shared/admission.ts'
import type { LiveState } from '#shared/live.ts'
import type { Db } from '#server/platform/db.ts'
import type { ListedOnly, LiveCard, RecordedOnly } from './card-types.ts'

export type LiveStore = ReturnType<typeof createLiveStore>
/** A session as it is stored: a card without what only memory knows. */
export type SessionRow = Omit<LiveCard, 'viewers'> & {
  hostUserId: string
  featuredSaleId: string | null
  endedAt: Date | null
}
type NewRehearsal = { id: string; plan: string; hostUserId: string; at: Date }

export const withVillage = {
  village: { select: { nameZh: true, nameEn: true } },
  operator: { select: { id: true, nameZh: true, nameEn: true } },
} satisfies Prisma.LiveSessionInclude

const asPlanned = {
  ...{ villageId: true, hostNameZh: true, hostNameEn: true, titleZh: true, titleEn: true, picture: true },
  ...{ operatorId: true, isCharity: true, isAiPersona: true },
} satisfies Prisma.LiveSessionSelect

export function createLiveStore(db: Db) {
  const find = async (query: Prisma.LiveSessionFindManyArgs) => {
    const rows = await db.liveSession.findMany({ ...query, include: withVillage })
    return rows.map(sessionFromRow)
  }
  return {
    session: async (id: string) => (await find({ where: { id } }))[0] ?? null,
    /** of a village, a session or a rehearsal */
    onAirIn: async (villageId: string) => (await find({ where: { villageId, state: 'live' } }))[0] ?? null,
    rehearsals: (where: {
      state?: LiveState
      hostUserId?: string
      rehearsalOf?: string
      startsAt?: { lt: Date }
    }) => find({ where: { state: { not: 'ended' }, rehearsalOf: { not: null }, ...where } }),
    inState: (
      state: LiveState,
      { limit, ...where }: ListedOnly & { startsAt?: { gt: Date } | { lte: Date }; limit?: number } = {},
    ) =>
      find({
        where: { state, rehearsalOf: null, ...where },
        orderBy: { startsAt: 'asc' },
        ...(limit === undefined ? {} : { take: limit }),
      }),

    begun: (limit: number) =>
      find({
        where: { startedAt: { not: null }, rehearsalOf: null },
        orderBy: { startedAt: 'desc' },
        take: limit,
      }),
    recorded: (limit: number, { before, ...only }: RecordedOnly = {}) =>
      find({
        where: { ...only, state: 'ended', rehearsalOf: null, recording: { is: { discardedAt: null } } },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: limit,
        ...(before === undefined ? {} : { cursor: { id: before }, skip: 1 }),
      }),
    /** The plan once more, by whoever practises it. @returns false: another one of theirs is not over */
    async insertRehearsal({ id, plan, hostUserId, at }: NewRehearsal): Promise<boolean> {
      const planned = await db.liveSession.findUniqueOrThrow({ where: { id: plan }, select: asPlanned })
      const { count } = await db.liveSession.createMany({
        data: [{ ...planned, id, hostUserId, rehearsalOf: plan, state: 'planned', startsAt: at }],
        skipDuplicates: true,
      })
      return count === 1
    },

    /** what the trigger live_session_admitted would refuse it for */
    async missing(id: string, at: Date): Promise<Missing[]> {
      const rows = await db.$queryRaw<{ missing: string[] }[]>`
        select admission_missing(host_user_id, operator_id, is_charity, is_ai_persona, ${at}) as missing
        from live_session where id = ${id}`
      return missing.array().parse(rows[0]?.missing ?? [])
    },
    async isListed(userId: string, at: Date): Promise<boolean> {
      const rows = await db.$queryRaw<{ listed: boolean }[]>`
        select admission_is_listed(${userId}, ${at}) as listed`
      return rows[0]?.listed === true
    },

    async paidLines(liveSessionId: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        select order_line_id as id from report_live_session_line where live_session_id = ${liveSessionId}`
      return rows.map(({ id }) => id)
    },
    ...changes(db),
  }
}

function changes(db: Db) {
  return {
    /** @returns whether it was still to begin */
    async declare(id: string, declared: Declarations): Promise<boolean> {
      const { count } = await db.liveSession.updateMany({
        where: { id, state: 'planned' },
        data: declared,
      })
      return count === 1
    },
    /** @returns whether it showed `picture` */
    async replacePicture(id: string, { picture, instead }: { picture: string; instead: string }) {
      const { count } = await db.liveSession.updateMany({
        where: { id, picture },
        data: { picture: instead },
      })
      return count === 1
    },
    /** @returns whether it was not over */
    async setPicture(id: string, picture: string): Promise<boolean> {
      const { count } = await db.liveSession.updateMany({
        where: { id, state: { in: ['planned', 'live'] } },
        data: { picture },
      })
      return count === 1
    },

    /** @returns whether the session was in `from` */
    async change(id: string, from: LiveState, change: { state: LiveState; at: Date }): Promise<boolean> {
      const time = change.state === 'ended' ? { endedAt: change.at } : { startedAt: change.at }
      const { count } = await db.liveSession.updateMany({
        where: { id, state: from },
        data: { state: change.state, ...time },
      })
      return count === 1
    },

    /** Also one that was never begun: it is over, however far it came. */
    async endRehearsal(id: string, at: Date): Promise<boolean> {
      const ended = await db.$executeRaw`
        update live_session set state = 'ended', started_at = coalesce(started_at, ${at}), ended_at = ${at}
        where id = ${id} and rehearsal_of is not null and state <> 'ended'`
      return ended === 1
    },

    async set(id: string, data: { featuredSaleId: string } | { demoBuyers: boolean }): Promise<void> {
      await db.liveSession.updateMany({ where: { id }, data })
    },

    async raisePeak(id: string, viewers: number): Promise<void> {
      await db.liveSession.updateMany({
        where: { id, state: 'live', peakViewers: { lt: viewers } },
        data: { peakViewers: viewers },
      })
    },
  }
}

export function sessionFromRow(
  row: Prisma.LiveSessionGetPayload<{ include: typeof withVillage }>,
): SessionRow {
  return {
    liveSessionId: row.id,
    hostUserId: row.hostUserId,
    title: { zh: row.titleZh, en: row.titleEn },
    hostName: { zh: row.hostNameZh, en: row.hostNameEn },
    villageName: { zh: row.village.nameZh, en: row.village.nameEn },
    villageId: row.villageId,
    picture: row.picture,
    state: row.state as LiveState,
    startsAt: row.startsAt.toISOString(),
    planVersion: row.planVersion,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedUnattended: row.endedUnattended,
    demoBuyers: row.demoBuyers,
    rehearsalOf: row.rehearsalOf,
    operator: row.operator && {
      id: row.operator.id,
      name: { zh: row.operator.nameZh, en: row.operator.nameEn },
    },
    ...{ isCharity: row.isCharity, isAiPersona: row.isAiPersona },
    featuredSaleId: row.featuredSaleId,
    endedAt: row.endedAt,
  }
}
