import type { LiveMedia } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Log } from '#server/platform/log.ts'
import { createAttendanceStore, type AttendanceStore } from './attendance-store.ts'
import { attendance, endsUnattendedAt } from './rules.ts'
import type { Attendance, Unattended } from './attendance-types.ts'
import type { LiveStore } from './store.ts'

/** What a node that died had not closed of a session that it ended is closed by the next, for so long. */
const CLOSED_WITHIN_MS = 3_600_000

type AttendanceDeps = {
  db: Db
  sessions: Pick<LiveStore, 'session'>
  clock: Clock
  log: Log
  media: Pick<LiveMedia, 'playback'>
  /** Closes what a session that has ended leaves. @param ended just now */
  over(liveSessionId: string, ended: boolean): Promise<unknown>
}

/** 无人看管: who is at live sessions, and what becomes of those that everybody has left. */
export function createAttendance(deps: AttendanceDeps): Attendance['tendUnattended'] {
  const { db, sessions, clock, log, media, over } = deps
  const store = createAttendanceStore(db)
  type OnAir = Awaited<ReturnType<AttendanceStore['onAir']>>[number]
  /** Acted on when they are found so again: when all nodes have just started, another one may not have looked yet. */
  let leftBefore = new Set<string>()

  /** @returns the host is to be told now */
  async function leave(session: OnAir): Promise<boolean> {
    const { liveSessionId, attendedAt } = session
    const now = clock.now()
    if (attendance(attendedAt, now) === 'left') return store.text(session, now)
    if (!(await store.end(session, now))) return false
    log.info({ liveSessionId, attendedAt }, 'a live session was ended, because nobody was there')
    await over(liveSessionId, true)
    return false
  }

  return async (isAtDesk) => {
    const now = clock.now()
    for (const id of await store.endedSince(new Date(now.getTime() - CLOSED_WITHIN_MS))) await over(id, false)
    const left = new Set<string>()
    const toTell: Unattended[] = []
    for (const session of await store.onAir()) {
      const { liveSessionId, attendedAt } = session
      if (isAtDesk(liveSessionId) || (await media.playback(liveSessionId)).state === 'live')
        await store.attended(liveSessionId, now)
      else if (attendance(attendedAt, now) !== 'attended') left.add(liveSessionId)
      if (!left.has(liveSessionId) || !leftBefore.has(liveSessionId) || !(await leave(session))) continue
      toTell.push({ ...(await sessions.session(liveSessionId))!, endsAt: endsUnattendedAt(attendedAt) })
    }
    leftBefore = left
    return toTell
  }
}
