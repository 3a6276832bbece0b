import { HOLD_EXTENSION_SEC } from '#shared/flash-sale.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/db.ts'
import { isOutage } from '#server/platform/outage.ts'
import type { Grants } from './grants.ts'
import { forgiveLapses } from './lapse-store.ts'
import type { News } from './news.ts'
import { holdView } from './rules.ts'
import type { FlashSaleStore } from './store.ts'
import {
  endHolds,
  lockDueHolds,
  lockDueHoldsOf,
  markRefundedLate,
  mergeBuyer,
  reclaim,
  sellHolds,
  startPaying,
} from './transitions/store.ts'
import type { FlashSales, HoldDetail, SellOutcome } from './types.ts'

/** Sales that are waited for at once when their holds are due, each for so long: the next tick looks again. */
const BUSY_SALES = 4
const BUSY_WAIT_MS = 500

type HoldsDeps = {
  store: FlashSaleStore
  clock: Clock
  news: News
  grants: Pick<Grants, 'tell' | 'noted'>
  /** units of these sales may be free again */
  onUnitsReturned(saleIds: readonly string[]): void
}
type UnpaidHolds = Pick<FlashSales, 'release' | 'expireHolds' | 'mergeBuyer'>
type PaidHolds = Pick<
  FlashSales,
  'beginPayment' | 'sell' | 'markRefundedLate' | 'overduePayments' | 'releaseUnpaid'
>

/** The life of a hold once it is granted: held → paying → paid, or back to the shelf. */
export function createHolds(deps: HoldsDeps): UnpaidHolds & PaidHolds {
  return { ...unpaidHolds(deps), ...paidHolds(deps) }
}

type Ended = Awaited<ReturnType<typeof endHolds>>
const nothing: Ended = { ended: [], offered: [] }
const saleIdsOf = (holds: readonly { saleId: string }[]) => [...new Set(holds.map(({ saleId }) => saleId))]

function unpaidHolds({ store, clock, news, grants, onUnitsReturned }: HoldsDeps): UnpaidHolds {
  /** @returns the ended holds, as they are now */
  async function tellEnded({ ended, offered }: Ended): Promise<HoldDetail[]> {
    if (ended.length === 0) return []
    onUnitsReturned(saleIdsOf(ended))
    const holds = await store.holds(ended.map(({ holdId }) => holdId))
    for (const saleId of saleIdsOf(ended)) news.saleChanged(saleId)
    for (const hold of holds) news.holdChanged(hold)
    await grants.tell(offered)
    return holds
  }

  return {
    async release(buyerId, holdId) {
      const [hold] = await store.holds([holdId])
      if (hold?.buyerId !== buyerId) return refuse({ kind: 'hold_not_found' })

      const ended = await store.transaction((tx) =>
        endHolds(tx, [holdId], { from: ['held'], to: 'released', now: clock.now() }),
      )
      const [released] = await tellEnded(ended)
      return released ? accept(holdView(released)) : refuse({ kind: 'hold_not_open' })
    },

    async expireHolds(limit) {
      const now = clock.now()
      const expire = async (lock: (tx: Tx) => Promise<string[]>) => {
        const ended = await store.transaction(async (tx) => {
          const due = await lock(tx)
          return due.length === 0
            ? nothing
            : endHolds(tx, due, { from: ['held'], to: 'expired', isLapse: true, now })
        })
        return tellEnded(ended)
      }
      const ended = await expire((tx) => lockDueHolds(tx, now, limit))
      // A rush keeps its sale's row most of the time: wait for each such sale, so that none waits for another.
      const busy = ended.length < limit ? await store.salesWithDueHolds(now, BUSY_SALES) : []
      const late = await Promise.all(
        busy.map((saleId) =>
          expire((tx) => lockDueHoldsOf(tx, saleId, { now, limit, waitMs: BUSY_WAIT_MS })).catch(
            (error: unknown) => {
              if (isOutage(error)) return []
              throw error
            },
          ),
        ),
      )
      return [...ended, ...late.flat()]
    },

    async mergeBuyer(buyerId, accountId) {
      const now = clock.now()
      const ended = await store.transaction(async (tx) => {
        const excess = await mergeBuyer(tx, { buyerId, personId: accountId, now })
        return endHolds(tx, excess, { from: ['held'], to: 'released', now })
      })
      await tellEnded(ended)
    },
  }
}

function paidHolds({ store, clock, news, grants, onUnitsReturned }: HoldsDeps): PaidHolds {
  const limitOf = async (saleId: string) => (await store.sales([saleId]))[0]!.perBuyerLimit

  return {
    async beginPayment(tx, { holdId, buyerId, ...doors }) {
      if (isOfRehearsal(holdId)) return refuse({ kind: 'rehearsal' })
      const now = clock.now()
      const started = await startPaying(tx, {
        holdId,
        buyerId,
        now,
        extensionSec: HOLD_EXTENSION_SEC,
        ...doors,
      })
      const hold = await store.holdIn(tx, holdId)
      if (hold?.buyerId !== buyerId) return refuse({ kind: 'hold_not_found' })
      if (started === 'over_limit')
        return refuse({ kind: 'door_over_limit', limit: await limitOf(hold.saleId) })
      if (started === 'started') news.afterCommit([holdId])
      if (hold.state === 'paid') return refuse({ kind: 'already_paid' })
      const isPaying = hold.state === 'paying' && new Date(hold.expiresAt) > now
      return isPaying ? accept(holdView(hold)) : refuse({ kind: 'hold_expired' })
    },

    async sell(tx, holdIds) {
      const found = await sellHolds(tx, holdIds)
      const unsellable = holdIds.filter((holdId) => found.get(holdId)?.recalled)
      if (unsellable.length > 0)
        await endHolds(tx, unsellable, { from: ['held', 'paying'], to: 'expired', now: clock.now() })
      const outcomes = new Map<string, SellOutcome>()
      for (const holdId of holdIds) {
        const { state, recalled } = found.get(holdId) ?? {}
        if ((state === 'held' || state === 'paying') && !recalled) outcomes.set(holdId, 'sold')
        else if (state === 'paid') outcomes.set(holdId, 'already_sold')
        else outcomes.set(holdId, (await reclaim(tx, holdId)) ? 'reclaimed' : 'too_late')
      }
      await forgiveLapses(tx, holdIds)
      news.afterCommit(holdIds)
      return outcomes
    },

    async markRefundedLate(tx, holdIds) {
      await markRefundedLate(tx, holdIds)
      news.afterCommit(holdIds)
    },

    overduePayments: (limit) => store.overduePayments(clock.now(), limit),

    async releaseUnpaid(tx, holdIds, { isLapse }) {
      const change = { from: ['held', 'paying'], to: 'expired', isLapse, now: clock.now() } as const
      const { offered } = await endHolds(tx, holdIds, change)
      news.afterCommit([...holdIds, ...offered], (holds) => {
        onUnitsReturned(saleIdsOf(holds))
        grants.noted(holds.filter(({ holdId }) => offered.includes(holdId)))
      })
    },
  }
}
