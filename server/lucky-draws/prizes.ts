import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LuckyDrawStore } from './store.ts'
import type { LuckyDraws } from './types.ts'
import { ownPlace } from './views.ts'

type PrizesDeps = { store: LuckyDrawStore; clock: Clock }

/** How a prize comes to who has won it: an address, a parcel. */
export function createPrizes({ store, clock }: PrizesDeps): Pick<LuckyDraws, 'leaveAddress' | 'markSent'> {
  return {
    async leaveAddress(buyerId, drawId, address) {
      const entry = await store.entryOf(buyerId, drawId)
      const prize = entry && ownPlace(entry).prize
      if (!prize) return refuse({ kind: 'prize_not_won' })
      const leftAt = clock.now()
      if (leftAt >= new Date(prize.dueAt)) return refuse({ kind: 'prize_lapsed' })
      const done = await store.leave({ drawId, number: entry.number }, { ...address, leftAt })
      return done === 'left' ? accept(null) : refuse({ kind: `prize_${done}` })
    },

    async markSent(villageId, sent, by) {
      if (await store.markSent(villageId, sent, { at: clock.now(), by: by.name })) return accept(null)
      return refuse({
        kind: (await store.isSent(villageId, sent)) ? 'prize_sent' : 'prize_without_address',
      })
    },
  }
}
