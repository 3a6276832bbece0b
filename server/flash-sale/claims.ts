import { HOLD_SEC, type ClaimAnswer, type ClaimRequest } from '#shared/flash-sale.ts'
import { refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createDesk, type Desk } from '#server/platform/desk.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { News } from './news.ts'
import { answerByKey, answersOf, grantedHolds, soldOut } from './rules.ts'
import { saleFromJson, type Claim, type DecidedBatch, type FlashSaleStore, type SaleJson } from './store.ts'

/** Larger batches gain nothing more (reference measurements) and make the first of them wait for the last. */
const MAX_BATCH = 256
/** About a second of work. One more is told that we are busy, rather than left to time out. */
const MAX_QUEUE = 20_000
const BUSY_RETRY_MS = 1_000
/** How long memory may go on saying "sold out" without asking: another node may have units back. */
const LATCH_MS = 500
const IDLE_MS = 60_000

type Counter = {
  desk: Desk<Claim, ClaimAnswer>
  /** set while the sale has no free unit */
  latch: { sale: SaleJson; until: number } | null
  lastAskedAt: number
}
type ClaimsDeps = {
  store: FlashSaleStore
  clock: Clock
  ids: Ids
  news: News
  onGranted(expiresAt: Date): void
}

/**
 * A desk per sale, so that a slow sale never delays another. Memory never grants: it keeps a latch that says
 * "sold out" for units that were all taken a moment ago, and even then looks whether the claim key is a retry.
 */
export function createClaims({ store, clock, ids, news, onGranted }: ClaimsDeps) {
  const counters = new Map<string, Counter>()
  const now = () => clock.now().getTime()

  function counterOf(saleId: string): Counter {
    const known = counters.get(saleId)
    if (known) return Object.assign(known, { lastAskedAt: now() })
    dropIdle()
    const counter: Counter = {
      desk: createDesk({
        run: (claims) => decide(saleId, claims, counter),
        maxBatch: MAX_BATCH,
        maxQueue: MAX_QUEUE,
      }),
      latch: null,
      lastAskedAt: now(),
    }
    counters.set(saleId, counter)
    return counter
  }

  function dropIdle() {
    for (const [saleId, { desk, lastAskedAt }] of counters)
      if (desk.waiting() === 0 && lastAskedAt < now() - IDLE_MS) counters.delete(saleId)
  }

  async function decide(saleId: string, claims: readonly Claim[], counter: Counter) {
    if (counter.latch && counter.latch.until > now()) return answerLatched(store, claims, counter.latch.sale)

    const terms = { now: clock.now(), holdSec: HOLD_SEC }
    const decided = await store.claim(saleId, claims, terms)
    if (!decided) {
      counters.delete(saleId)
      return claims.map((): ClaimAnswer => refuse({ kind: 'sale_not_found' }))
    }
    const { total, held, sold } = decided.sale
    counter.latch = held + sold === total ? { sale: decided.sale, until: now() + LATCH_MS } : null
    const answers = answersOf(decided, claims, terms)
    // The next batch leaves before anything is told.
    setImmediate(() => tell(decided, claims, answers))
    return answers
  }

  function tell(decided: DecidedBatch, claims: readonly Claim[], answers: readonly ClaimAnswer[]) {
    const granted = grantedHolds(decided, claims, answers)
    const [first] = granted.holds
    if (!first) return
    news.saleChanged(decided.sale.id, saleFromJson(decided.sale))
    news.holdsGranted(granted)
    onGranted(new Date(first.expiresAt))
  }

  return {
    async claim(buyerId: string, { saleId, quantity, claimKey }: ClaimRequest): Promise<ClaimAnswer> {
      const asked = await counterOf(saleId).desk.ask({
        buyerId,
        quantity,
        claimKey: claimKey.toLowerCase(),
        holdId: ids.next('hold'),
      })
      return asked.ok ? asked.value : refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS })
    },
    /** Units came back, or the sale changed its state: memory knows nothing any more. */
    forget(saleIds: readonly string[]) {
      for (const saleId of saleIds) {
        const counter = counters.get(saleId)
        if (counter) counter.latch = null
      }
    },
    async drain() {
      await Promise.all([...counters.values()].map(({ desk }) => desk.drain()))
    },
  }
}

/** Every unit is taken, so that only retries of granted claims have anything to get. */
async function answerLatched(store: FlashSaleStore, claims: readonly Claim[], sale: SaleJson) {
  const holds = await store.holdsByKey(
    sale.id,
    claims.map(({ claimKey }) => claimKey),
  )
  const byKey = new Map(holds.map((hold) => [hold.claim_key, hold]))
  return claims.map((claim): ClaimAnswer => {
    const hold = byKey.get(claim.claimKey)
    return hold ? answerByKey(hold, claim, sale.id) : refuse(soldOut(sale))
  })
}
