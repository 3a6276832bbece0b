import { Prisma } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'

/** `attendedAt`: as it was looked at */
type OnAir = { liveSessionId: string; attendedAt: Date }

/** When a session was last attended: begun, seen, commanded, or written in by its host. */
const ATTENDED_AT = Prisma.sql`greatest(live_session.started_at, live_session.attended_at,
  (select max(command.at) from live_host_command command where command.live_session_id = live_session.id),
  (select max(said.sent_at) from live_chat_message said
    where said.live_session_id = live_session.id and said.is_host))`

export function createAttendanceStore(db: Db) {
  const stillLeft = ({ liveSessionId, attendedAt }: OnAir) =>
    Prisma.sql`id = ${liveSessionId} and state = 'live' and ${ATTENDED_AT} <= ${attendedAt}`
  return {
    /** live sessions, but no rehearsals */
    async onAir(): Promise<OnAir[]> {
      return db.$queryRaw<OnAir[]>`
        select id as "liveSessionId", ${ATTENDED_AT} as "attendedAt"
        from live_session where state = 'live' and rehearsal_of is null`
    },
    /** Never earlier than it was known: nodes take turns. */
    async attended(id: string, at: Date): Promise<void> {
      await db.$executeRaw`
        update live_session set attended_at = ${at}
        where id = ${id} and state = 'live' and (attended_at is null or attended_at < ${at})`
    },
    /** @returns false: it was done since everybody left, or somebody has come */
    async text(left: OnAir, at: Date): Promise<boolean> {
      const texted = await db.$executeRaw`
        update live_session set host_texted_at = ${at}
        where ${stillLeft(left)} and (host_texted_at is null or host_texted_at < ${left.attendedAt})`
      return texted === 1
    },
    /** @returns false: it was done, or somebody has come */
    async end(left: OnAir, at: Date): Promise<boolean> {
      const ended = await db.$executeRaw`
        update live_session set state = 'ended', ended_at = ${at}, ended_unattended = true
        where ${stillLeft(left)}`
      return ended === 1
    },
    /** those that were ended so since then */
    async endedSince(since: Date): Promise<string[]> {
      const rows = await db.liveSession.findMany({
        where: { endedUnattended: true, endedAt: { gte: since } },
        select: { id: true },
      })
      return rows.map(({ id }) => id)
    },
  }
}
export type AttendanceStore = ReturnType<typeof createAttendanceStore>
