import { isOver } from '#shared/live.ts'
import { isOfRehearsal, newRehearsalId, TO_TRY, type RehearseRefusal } from '#shared/rehearsal-room.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { FlashSaleDraft } from '#shared/flash-sale.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { CommandStore } from './command-store.ts'
import type { Rehearsals } from './rehearsal-types.ts'
import type { ShowStore } from './show-store.ts'
import type { LiveStore, SessionRow } from './store.ts'

/** Long enough for the longest practice; one that somebody forgot keeps no real session off the air for longer. */
const LONGEST_MS = 3 * 3_600_000
/** For a product that is in the show and in no sale yet. */
const PRACTICE = { total: 10, perBuyerLimit: 2, durationSec: 300 }

type RehearsalDeps = {
  store: LiveStore
  showStore: Pick<ShowStore, 'items' | 'copy'>
  commands: Pick<CommandStore, 'done'>
  flashSale: Pick<FlashSales, 'draft' | 'salesOfSession'>
  clock: Clock
  ids: Ids
  end(liveSessionId: string): Promise<unknown>
}

/** 彩排. See README.md. */
export function createRehearsals(deps: RehearsalDeps): Rehearsals {
  const { store, clock, end } = deps
  const madeHere = new Set<string>()
  return {
    rehearse: createRehearse(deps, (liveSessionId) => void madeHere.add(liveSessionId)),

    async rehearsalsOnAirHere() {
      if (madeHere.size === 0) return []
      const open = await store.rehearsals({})
      for (const id of madeHere)
        if (!open.some(({ liveSessionId }) => liveSessionId === id)) madeHere.delete(id)
      const here = open.filter(({ liveSessionId, state }) => state === 'live' && madeHere.has(liveSessionId))
      return here.map(({ liveSessionId }) => liveSessionId)
    },

    async endOldRehearsals() {
      const startsAt = { lt: new Date(clock.now().getTime() - LONGEST_MS) }
      for (const { liveSessionId } of await store.rehearsals({ startsAt })) await end(liveSessionId)
    },

    async triedIn(liveSessionId) {
      if (!isOfRehearsal(liveSessionId) || !(await store.session(liveSessionId))) return null
      const done = await deps.commands.done(liveSessionId)
      return TO_TRY.map((what) => ({ what, done: done.has(what) }))
    },
  }
}

type Answer = Result<{ liveSessionId: string }, RehearseRefusal>

function createRehearse(
  { store, showStore, flashSale, clock, ids, end }: RehearsalDeps,
  made: (liveSessionId: string) => void,
): Rehearsals['rehearse'] {
  /** What is on the air of the village keeps another off it. */
  async function onAirInstead({ liveSessionId: plan, villageId }: SessionRow): Promise<Answer | null> {
    const onAir = await store.onAirIn(villageId)
    if (!onAir) return null
    if (!onAir.rehearsalOf) return refuse({ kind: 'session_on_air' })
    const { liveSessionId } = onAir
    return onAir.rehearsalOf === plan ? accept({ liveSessionId }) : refuse({ kind: 'rehearsal_on_air' })
  }

  /** The plan's drafts, and a sale of each product that it shows and has none for. */
  async function practiceSales(plan: string): Promise<FlashSaleDraft[]> {
    const [sales, items] = await Promise.all([flashSale.salesOfSession(plan), showStore.items(plan)])
    const drafts = sales
      .filter(({ state }) => state === 'draft')
      .map(({ variantId, priceFen, total, perBuyerLimit, durationSec, opening, payFirst }) => ({
        ...{ variantId, priceFen, total, perBuyerLimit, opening, payFirst },
        durationSec: durationSec ?? PRACTICE.durationSec,
      }))
    const drafted = new Set(drafts.map(({ variantId }) => variantId))
    const others = items.filter(({ variantIds }) => !variantIds.some((id) => drafted.has(id)))
    return [
      ...drafts,
      ...others.map(({ cheapest, fromFen }) => ({ ...PRACTICE, variantId: cheapest, priceFen: fromFen })),
    ]
  }

  async function copyOf(plan: string, hostUserId: string): Promise<Answer> {
    const id = newRehearsalId(ids)
    if (!(await store.insertRehearsal({ id, plan, hostUserId, at: clock.now() }))) {
      // Two taps at once: both come into the one room.
      const [other] = await store.rehearsals({ hostUserId })
      return other ? accept({ liveSessionId: other.liveSessionId }) : refuse({ kind: 'room_not_found' })
    }
    made(id)
    await showStore.copy(plan, id, () => ids.next('item'))
    for (const draft of await practiceSales(plan)) {
      const drafted = await flashSale.draft(id, draft)
      if (!drafted.ok) throw new Error(`A practice sale was refused: ${drafted.refusal.kind}`)
    }
    return accept({ liveSessionId: id })
  }

  return async function rehearse(planId, byUserId) {
    const plan = isOfRehearsal(planId) ? null : await store.session(planId)
    if (!plan) return refuse({ kind: 'room_not_found' })
    if (isOver(plan.state)) return refuse({ kind: 'not_planned' })
    const instead = await onAirInstead(plan)
    if (instead) return instead
    if (await store.isListed(byUserId, clock.now())) return refuse({ kind: 'host_listed' })
    // Not begun, so that nothing is lost; the plan may have changed since.
    for (const { liveSessionId } of await store.rehearsals({ hostUserId: byUserId, state: 'planned' }))
      await end(liveSessionId)
    return copyOf(planId, byUserId)
  }
}
