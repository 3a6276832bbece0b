import type { ClaimAnswer } from '#shared/flash-sale.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { Clock } from '#server/platform/clock.ts'

const MINUTE_MS = 60_000

/** Answers that a sale gave. What the guard or a limit stopped never came to a sale, and may name one that is not there. */
const BY_A_SALE: ReadonlySet<string> = new Set([
  'sale_not_open',
  'sale_paused',
  'sale_ended',
  'sale_recalled',
  'sold_out',
  'over_limit',
  'in_draw',
  'raffle_drawn',
])

export type ClaimCount = { saleId: string; minute: Date; outcome: string; count: number }
export type VisitCount = { liveSessionId: string; visitorId: string; visits: number; firstSeenAt: Date }
export type Counted = { claims: readonly ClaimCount[]; visits: readonly VisitCount[] }

export const minuteOf = (at: Date) => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS)

/** What was counted on this node since it was last taken. Bounded by sales, outcomes and visitors of live rooms. A rehearsal counts for nothing. */
export function createCounters({ clock }: { clock: Clock }) {
  let claims = new Map<string, ClaimCount>()
  let visits = new Map<string, VisitCount>()

  function addClaims({ saleId, minute, outcome, count }: ClaimCount) {
    const name = `${saleId} ${outcome} ${minute.getTime()}`
    const known = claims.get(name)
    if (known) known.count += count
    else claims.set(name, { saleId, minute, outcome, count })
  }
  function addVisits({ liveSessionId, visitorId, visits: count, firstSeenAt }: VisitCount) {
    const name = `${liveSessionId} ${visitorId}`
    const known = visits.get(name)
    if (known) known.visits += count
    else visits.set(name, { liveSessionId, visitorId, visits: count, firstSeenAt })
  }

  return {
    asked(saleId: string, answer: ClaimAnswer) {
      if (isOfRehearsal(saleId)) return
      const outcome = answer.ok ? 'held' : answer.refusal.kind
      if (answer.ok || BY_A_SALE.has(outcome))
        addClaims({ saleId, minute: minuteOf(clock.now()), outcome, count: 1 })
    },
    came(liveSessionId: string, visitorId: string) {
      if (isOfRehearsal(liveSessionId)) return
      addVisits({ liveSessionId, visitorId, visits: 1, firstSeenAt: clock.now() })
    },
    /** whoever came turns out to be its host */
    forget: (liveSessionId: string, visitorId: string) => void visits.delete(`${liveSessionId} ${visitorId}`),
    take(): Counted {
      const taken = { claims: [...claims.values()], visits: [...visits.values()] }
      claims = new Map()
      visits = new Map()
      return taken
    },
    /** what could not be written waits for the next time */
    putBack(counted: Counted) {
      counted.claims.forEach(addClaims)
      counted.visits.forEach(addVisits)
    },
  }
}
