import type { ComplaintCase, ComplaintKind, ComplaintOutcome, ComplaintView } from '#shared/complaint.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Actor } from './chat-types.ts'
import { createComplaintStore } from './complaint-store.ts'

type Complained = { liveSessionId: string; buyerId: string; kind: ComplaintKind; text: string }
type Answered = { complaintId: string; outcome: ComplaintOutcome; text: string; by: Actor }
type ComplaintRefusal = { kind: 'room_not_found' } | { kind: 'complaints_too_many' }
type AnswerRefusal = { kind: 'complaint_not_found' } | { kind: 'complaint_answered' }

export type Complaints = {
  complain(complained: Complained): Promise<Result<null, ComplaintRefusal>>
  /** what this visitor complained of in a session, newest first */
  complaintsOf(liveSessionId: string, buyerId: string): Promise<ComplaintView[]>
  /** for the platform: what waits for an answer, oldest first, or what has one, newest first */
  complaints(asked: { isAnswered: boolean; limit: number }): Promise<ComplaintCase[]>
  answerComplaint(answered: Answered): Promise<Result<null, AnswerRefusal>>
}

type Deps = {
  db: Db
  clock: Clock
  ids: Pick<Ids, 'next'>
  /** @returns null: there is no such session */
  sessions: { session(liveSessionId: string): Promise<object | null> }
}

/** Each is read by a person. */
const MOST_AN_HOUR = 5
const HOUR_MS = 3_600_000

/** 投诉、举报 about live sessions. Each is answered once, by somebody with a name. */
export function createComplaints({ db, clock, ids, sessions }: Deps): Complaints {
  const store = createComplaintStore(db)
  return {
    async complain({ liveSessionId, ...complained }) {
      if (!(await sessions.session(liveSessionId))) return refuse({ kind: 'room_not_found' })
      const at = clock.now()
      const lately = await store.since(complained.buyerId, new Date(at.getTime() - HOUR_MS))
      if (lately >= MOST_AN_HOUR) return refuse({ kind: 'complaints_too_many' })
      await store.insert({ ...complained, liveSessionId, id: ids.next('complaint'), at })
      return accept(null)
    },
    complaintsOf: store.ofBuyer,
    complaints: ({ isAnswered, limit }) => store.cases(isAnswered, limit),
    async answerComplaint({ by, ...answered }) {
      if (!(await store.exists(answered.complaintId))) return refuse({ kind: 'complaint_not_found' })
      const booked = await store.answer({
        ...{ ...answered, at: clock.now() },
        ...{ byUserId: by.userId, byName: by.name },
      })
      return booked ? accept(null) : refuse({ kind: 'complaint_answered' })
    },
  }
}
