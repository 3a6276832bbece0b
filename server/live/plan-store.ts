import { PLANS_APART_MIN } from '#shared/plans.ts'
import type { Db } from '#server/platform/db.ts'
import type { PlanBy, PlanDraft } from './plan-types.ts'
import { sessionFromRow, withVillage, type SessionRow } from './store.ts'

/** First key of the lock under which a village's times are given out; the second is the village. */
const PLAN_LOCK = 7305

type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]
/** `version`: of the plan as it was seen */
type Change = { liveSessionId: string; version: number; at: Date; by: PlanBy }
export type PlanStore = ReturnType<typeof createPlanStore>

export function createPlanStore(db: Db) {
  /** Gives out a time of a village, one after the other. @returns 'too_close' where another plan has it */
  async function atFreeTime<Done>(
    place: { villageId: string; startsAt: Date; liveSessionId: string },
    act: (tx: Tx) => Promise<Done>,
  ): Promise<Done | 'too_close'> {
    const { villageId, startsAt, liveSessionId } = place
    const awayBy = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000)
    return db.$transaction(async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(${PLAN_LOCK}::int, hashtext(${villageId}))::text`
      const others = await tx.liveSession.count({
        where: {
          ...{ villageId, state: 'planned', rehearsalOf: null, id: { not: liveSessionId } },
          startsAt: { gt: awayBy(-PLANS_APART_MIN), lt: awayBy(PLANS_APART_MIN) },
        },
      })
      return others > 0 ? 'too_close' : act(tx)
    })
  }

  return {
    insert(id: string, { hostName, title, declared, ...draft }: PlanDraft): Promise<true | 'too_close'> {
      const names = { hostNameZh: hostName.zh, hostNameEn: hostName.en, titleZh: title.zh, titleEn: title.en }
      return atFreeTime({ ...draft, liveSessionId: id }, async (tx) => {
        await tx.liveSession.create({ data: { id, state: 'planned', ...draft, ...declared, ...names } })
        return true as const
      })
    },
    /** @returns false: it is not planned any more, or stands otherwise than it was seen */
    move(change: Change & { villageId: string; startsAt: Date }): Promise<boolean | 'too_close'> {
      const { liveSessionId, version, startsAt, at, by } = change
      return atFreeTime(change, async (tx) => {
        const moved = await tx.$executeRaw`
          with was as (
            select id, starts_at from live_session
            where id = ${liveSessionId} and state = 'planned' and rehearsal_of is null and plan_version = ${version}
            for update
          ), moved as (
            update live_session session set starts_at = ${startsAt}, plan_version = session.plan_version + 1
            from was where session.id = was.id
            returning session.id, session.plan_version, was.starts_at as was_at
          )
          insert into live_plan_change (live_session_id, version, at, by_user_id, by_name, was_at, moved_to)
          select id, plan_version, ${at}, ${by.userId}, ${by.name}, was_at, ${startsAt} from moved`
        return moved === 1
      })
    },
    /** @returns as `move` does */
    async callOff({ liveSessionId, version, at, by }: Change): Promise<boolean> {
      const calledOff = await db.$executeRaw`
        with called_off as (
          update live_session set state = 'called_off', plan_version = plan_version + 1
          where id = ${liveSessionId} and state = 'planned' and rehearsal_of is null and plan_version = ${version}
          returning id, plan_version, starts_at
        )
        insert into live_plan_change (live_session_id, version, at, by_user_id, by_name, was_at)
        select id, plan_version, ${at}, ${by.userId}, ${by.name}, starts_at from called_off`
      return calledOff === 1
    },
    /** The last change of each plan that was changed since then, and has not begun. */
    async changedSince(since: Date): Promise<(SessionRow & { changedAt: Date; wasAt: Date })[]> {
      const rows = await db.planChange.findMany({
        where: { at: { gt: since }, liveSession: { state: { in: ['planned', 'called_off'] } } },
        include: { liveSession: { include: withVillage } },
        orderBy: { at: 'asc' },
      })
      return rows
        .filter(({ version, liveSession }) => version === liveSession.planVersion)
        .map(({ at, wasAt, liveSession }) => ({ ...sessionFromRow(liveSession), changedAt: at, wasAt }))
    },
  }
}
