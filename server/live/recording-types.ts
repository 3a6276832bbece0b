import type { Bilingual } from '#shared/locale.ts'
import type { LiveState } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'

export type Recording = {
  liveSessionId: string
  title: Bilingual
  villageName: Bilingual
  state: LiveState
  startsAt: string
  /** null while it is live: what is kept is known at the end */
  kept: { bytes: number; until: string; isHeld: boolean; discardedAt: string | null } | null
}
export type RecordingDetail = Recording & {
  /** newest first */
  holds: { isOn: boolean; reason: string; byName: string; at: string }[]
  /** newest first; `address` is good for an hour */
  snapshots: { address: string; at: string }[]
}

export type Recordings = {
  /** those that are on and those that were kept, newest first */
  recordings(limit: number): Promise<Recording[]>
  recording(liveSessionId: string): Promise<RecordingDetail | null>
  /** 调查留存: from now on it may not go, or it may when its time is over. An act that changes nothing is not booked. */
  setRecordingHold(
    liveSessionId: string,
    hold: HoldDraft,
  ): Promise<Result<null, { kind: 'recording_not_found' } | { kind: 'recording_discarded' }>>
  /** Books what this node has and nobody booked, and lets go what is over its time and not held, and films that nobody wants. */
  sweepRecordings(): Promise<void>
  /** Of the demo: what is to be broadcast is a film, which is kept for no time. */
  filmBegins(liveSessionId: string): Promise<void>
  discardFilm(liveSessionId: string): Promise<void>
}

export type HoldDraft = { isOn: boolean; reason: string; by: { userId: string; name: string } }
