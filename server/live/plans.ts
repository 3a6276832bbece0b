import { SESSION_HOURS } from '#shared/plans.ts'
import { accept, refuse } from '#shared/result.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { PlanStore } from './plan-store.ts'
import type { Plans } from './plan-types.ts'
import { clearQueue } from './queue-end.ts'
import type { LiveStore, SessionRow } from './store.ts'
import type { LiveCard } from './card-types.ts'

type PlansDeps = {
  store: Pick<LiveStore, 'session' | 'inState' | 'isListed'>
  planStore: PlanStore
  flashSale: Pick<FlashSales, 'salesOfSession' | 'end' | 'remove'>
  clock: Clock
  ids: Ids
  cardOf(session: SessionRow): LiveCard
  changed(liveSessionId: string): void
}

/** When live sessions shall be: planned, 改期, 取消. See README.md. */
export function createPlans(deps: PlansDeps): Plans {
  const { store, planStore, flashSale, clock, ids, cardOf, changed } = deps

  async function answer(liveSessionId: string, done: boolean) {
    const session = await store.session(liveSessionId)
    if (!session || session.rehearsalOf) return refuse({ kind: 'room_not_found' })
    if (done) {
      changed(liveSessionId)
      return accept(cardOf(session))
    }
    if (session.state === 'planned') return refuse({ kind: 'plan_changed' })
    return refuse({ kind: 'wrong_state', state: session.state })
  }

  return {
    ...reads(deps),

    async plan(draft) {
      if (await store.isListed(draft.hostUserId, draft.startsAt)) return refuse({ kind: 'host_listed' })
      const id = ids.next('live')
      if ((await planStore.insert(id, draft)) === 'too_close') return refuse({ kind: 'plan_too_close' })
      return accept(cardOf((await store.session(id))!))
    },

    async movePlan(change) {
      const session = await store.session(change.liveSessionId)
      if (!session) return refuse({ kind: 'room_not_found' })
      const { villageId } = session
      const moved = await planStore.move({ ...change, villageId, at: clock.now() })
      if (moved === 'too_close') return refuse({ kind: 'plan_too_close' })
      return answer(change.liveSessionId, moved)
    },

    async callOff(change) {
      const { liveSessionId } = change
      const calledOff = await planStore.callOff({ ...change, at: clock.now() })
      const session = await store.session(liveSessionId)
      // Also when it had been before: a crash between the two steps must not leave its sales with their stock.
      if (session?.state === 'called_off') await clearQueue(flashSale, liveSessionId)
      return answer(liveSessionId, calledOff)
    },
  }
}

function reads({ store, planStore, clock, cardOf }: PlansDeps): Omit<Plans, 'plan' | 'movePlan' | 'callOff'> {
  /** What was to begin before that has lapsed. */
  const lapse = () => new Date(clock.now().getTime() - SESSION_HOURS * 3_600_000)
  const cards = async (rows: Promise<SessionRow[]>) => (await rows).map(cardOf)
  return {
    upcoming: (limit, only) => cards(store.inState('planned', { ...only, startsAt: { gt: lapse() }, limit })),
    lapsed: (limit) => cards(store.inState('planned', { startsAt: { lte: lapse() }, limit })),
    plansOf: (villageId) => cards(store.inState('planned', { villageId })),
    calledOff: (limit, only) =>
      cards(store.inState('called_off', { ...only, startsAt: { gt: lapse() }, limit })),
    async todayOf(villageId) {
      const [live] = await store.inState('live', { villageId, limit: 1 })
      const [next] = live
        ? [live]
        : await store.inState('planned', { villageId, startsAt: { gt: lapse() }, limit: 1 })
      return next ? cardOf(next) : null
    },
    async changedSince(since) {
      const changed = await planStore.changedSince(since)
      return changed.map(({ changedAt, wasAt, ...session }) => ({
        ...cardOf(session),
        changedAt: changedAt.toISOString(),
        wasAt: wasAt.toISOString(),
      }))
    },
  }
}
