import type { ClaimRequest, WaitAnswer } from '#shared/flash-sale.ts'
import { accept, refuse, unreachable } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Grants } from './grants.ts'
import { holdIdOf } from './hold-id.ts'
import type { News } from './news.ts'
import { closedBecause, holdView } from './rules.ts'
import type { FlashSaleStore } from './store.ts'
import { joinLine, leaveLine, type WaitRow } from './transitions/line-store.ts'
import type { FlashSales } from './types.ts'

type LineDeps = {
  store: FlashSaleStore
  clock: Clock
  news: News
  grants: Pick<Grants, 'tell'>
}
type Line = Pick<FlashSales, 'wait' | 'leaveLine'>

/** 候补: who waits for units to come back is offered them, in order, for OFFER_SEC. */
export function createLine({ store, clock, news, grants }: LineDeps): Line {
  return {
    async wait(buyerId: string, { saleId, quantity, claimKey }: ClaimRequest): Promise<WaitAnswer> {
      const now = clock.now()
      const claim = { buyerId, quantity, holdId: holdIdOf(saleId, claimKey), now }
      const row = await store.transaction((tx) => joinLine(tx, saleId, claim))
      if (row.outcome === 'offered') {
        news.saleChanged(saleId)
        const [hold] = await grants.tell([row.hold!])
        return accept({ kind: 'offered', hold: holdView(hold!) })
      }
      if (row.outcome !== 'waiting') return refusedWait(row, now)
      news.saleChanged(saleId)
      const { number, ahead, quantity: waits, pays_first: paysFirst } = row
      const place = { saleId, number: number!, ahead: ahead!, quantity: waits!, paysFirst: paysFirst! }
      return accept({ kind: 'waiting', place })
    },

    async leaveLine(buyerId: string, saleId: string) {
      const left = await store.transaction((tx) => leaveLine(tx, { saleId, buyerId, now: clock.now() }))
      if (!left) return refuse({ kind: 'not_waiting' })
      news.saleChanged(saleId)
      return accept(null)
    },
  }
}

function refusedWait({ outcome, detail, taken }: WaitRow, now: Date): WaitAnswer {
  switch (outcome) {
    case 'sale_not_found':
      return refuse({ kind: 'sale_not_found' })
    case 'closed':
      return refuse(closedBecause(detail!, now))
    case 'over_limit':
      return refuse({ kind: 'over_limit', limit: detail!.per_buyer_limit, taken: taken! })
    case 'claim_key_used':
      return refuse({ kind: 'claim_key_reused' })
    case 'line_full':
      return refuse({ kind: 'line_full' })
    case 'waiting':
    case 'offered':
      throw new Error('A place in line is not a refusal')
    default:
      return unreachable(outcome)
  }
}
