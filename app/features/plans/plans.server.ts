import type { AppLoadContext } from '@remix-run/node'
import { asChinaTime, lapsesAt, PLAN_DAYS_AHEAD } from '#shared/plans.ts'

const DAY_MS = 86_400_000

/** What is planned in a village, and from when to when something can be. */
export async function plansView({ services, now }: AppLoadContext, villageId: string) {
  const plans = await services.live.plansOf(villageId)
  const at = now()
  return {
    plans: plans.map(({ liveSessionId, title, startsAt, planVersion }) => ({
      ...{ liveSessionId, title, startsAt, planVersion },
      startsAtInChina: asChinaTime(new Date(startsAt)),
      hasLapsed: lapsesAt(startsAt) <= at,
    })),
    earliest: asChinaTime(at),
    latest: asChinaTime(new Date(at.getTime() + PLAN_DAYS_AHEAD * DAY_MS)),
  }
}
export type PlansView = Awaited<ReturnType<typeof plansView>>
