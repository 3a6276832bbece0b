import type { Declarations } from '#shared/admission.ts'
import type { LiveState } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Result } from '#shared/result.ts'
import type { ListedOnly, LiveCard } from './card-types.ts'

export type PlanDraft = {
  villageId: string
  hostUserId: string
  hostName: Bilingual
  title: Bilingual
  picture: string
  startsAt: Date
  /** may be left for later, and must be said before it starts */
  declared?: Declarations
}
export type PlanBy = { userId: string; name: string }
/** `version`: of the plan as whoever changes it saw it */
type Change = { liveSessionId: string; version: number; by: PlanBy }

export type PlanRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'wrong_state'; state: LiveState }
  /** Somebody else changed it meanwhile. */
  | { kind: 'plan_changed' }
/** another plan of the village is less than an hour before or after */
type TooClose = { kind: 'plan_too_close' }

/** A plan that was moved or called off. `wasAt`: when it was to begin before that */
export type ChangedPlan = LiveCard & { changedAt: string; wasAt: string }

/** When live sessions shall be. Of a plan that nobody began in time nobody is told any more; its host still may begin it. */
export type Plans = {
  upcoming(limit: number, only?: ListedOnly): Promise<LiveCard[]>
  /** planned, and their time is over */
  lapsed(limit: number): Promise<LiveCard[]>
  /** all that is planned in a village, in order of time; what has lapsed comes first */
  plansOf(villageId: string): Promise<LiveCard[]>
  /** today's session of a secretary's village: live, else next planned, else null */
  todayOf(villageId: string): Promise<LiveCard | null>
  /** those whose time is not over yet */
  calledOff(limit: number, only?: ListedOnly): Promise<LiveCard[]>
  /** each as it stands now */
  changedSince(since: Date): Promise<ChangedPlan[]>
  plan(draft: PlanDraft): Promise<Result<LiveCard, { kind: 'host_listed' } | TooClose>>
  /** 改期 */
  movePlan(change: Change & { startsAt: Date }): Promise<Result<LiveCard, PlanRefusal | TooClose>>
  /** 取消. Its sales give back what they had. */
  callOff(change: Change): Promise<Result<LiveCard, PlanRefusal>>
}
