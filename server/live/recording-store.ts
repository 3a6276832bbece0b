import type { Prisma } from '#prisma/generated/client.ts'
import type { LiveState } from '#shared/live.ts'
import type { Db } from '#server/platform/db.ts'
import type { HoldDraft } from './recording-types.ts'

export type RecordingStore = ReturnType<typeof createRecordingStore>

/** The latest hold is how it stands. */
const asItStands = {
  village: { select: { nameZh: true, nameEn: true } },
  recording: { include: { holds: { orderBy: { id: 'desc' }, take: 1 } } },
} satisfies Prisma.LiveSessionInclude
export type RecordingRow = Prisma.LiveSessionGetPayload<{ include: typeof asItStands }>
/** Those that are on, and those that were kept; films of the demo only while they are on. */
const onOrKept = {
  rehearsalOf: null,
  OR: [{ state: 'live' }, { recording: { is: { isFilm: false } } }],
} satisfies Prisma.LiveSessionWhereInput

export type Standing = {
  liveSessionId: string
  state: LiveState | null
  endedAt: Date | null
  isBooked: boolean
  isDiscarded: boolean
  isDue: boolean
}
type NewRecording = { liveSessionId: string; isFilm: boolean; bytes: number; keptUntil: Date }

export function createRecordingStore(db: Db) {
  return {
    recordings: (limit: number) =>
      db.liveSession.findMany({
        where: onOrKept,
        orderBy: { startedAt: 'desc' },
        take: limit,
        include: asItStands,
      }),
    recording: (liveSessionId: string) =>
      db.liveSession.findFirst({ where: { ...onOrKept, id: liveSessionId }, include: asItStands }),
    holds: (liveSessionId: string) =>
      db.recordingHold.findMany({ where: { liveSessionId }, orderBy: { id: 'desc' } }),

    /** Unless it is known. */
    async insert(recording: NewRecording): Promise<void> {
      await db.recording.createMany({ data: [recording], skipDuplicates: true })
    },

    /** Of those: what is known of each. `state`: null of one that nobody knows. */
    async standing(liveSessionIds: readonly string[]) {
      return db.$queryRaw<Standing[]>`
        select folder.id as "liveSessionId", session.state, session.ended_at as "endedAt",
               recording.live_session_id is not null as "isBooked",
               recording.discarded_at is not null as "isDiscarded",
               recording.live_session_id is not null and not recording.is_film and recording.kept_until <= now()
                 and not live_recording_is_held(folder.id) as "isDue"
          from unnest(${liveSessionIds}::text[]) as folder (id)
          left join live_session session on session.id = folder.id
          left join live_recording recording on recording.live_session_id = folder.id`
    },

    /**
     * Says that a recording is gone, and lets `remove` make it so before that is true for others.
     * @throws RECORDING_KEPT, if its time has not come or it is held
     */
    async discard(
      recording: { liveSessionId: string; isFilm: boolean },
      remove: () => Promise<void>,
      at: Date,
    ) {
      await db.$transaction(async (tx) => {
        const { count } = await tx.recording.updateMany({
          where: { ...recording, discardedAt: null },
          data: { discardedAt: at },
        })
        if (count === 1) await remove()
      })
    },

    async setHold(liveSessionId: string, { isOn, reason, by }: HoldDraft, at: Date) {
      const [row] = await db.$queryRaw<{ outcome: 'booked' | 'same' | 'not_found' | 'discarded' }[]>`
        select live_recording_set_hold(
          ${liveSessionId}, ${isOn}, ${reason}, ${at}, ${by.userId}, ${by.name}) as outcome`
      return row!.outcome
    },
  }
}
