import type { AppLoadContext } from '@remix-run/node'
import { asChinaTime, lapsesAt, latestPlan } from '#shared/plans.ts'

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
    latest: asChinaTime(latestPlan(at)),
  }
}
export type PlansView = Awaited<ReturnType<typeof plansView>>
