import { HOLD_SEC, PAY_FIRST_SEC, type ClaimAnswer, type ClaimRequest } from '#shared/flash-sale.ts'
import { refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createDesk, type Desk } from '#server/platform/desk.ts'
import type { Log } from '#server/platform/log.ts'
import { throughOutages } from '#server/platform/outage.ts'
import { createRecent } from '#server/platform/recent.ts'
import { isGathering, type Draws } from './draws.ts'
import { holdIdOf } from './hold-id.ts'
import type { News } from './news.ts'
import { answerAgain, answersOf, grantedHolds, soldOut } from './rules.ts'
import {
  saleFromJson,
  type ClaimTerms,
  type DecidedBatch,
  type FlashSaleStore,
  type SaleJson,
} from './store.ts'
import type { Claim } from './types.ts'

/** A batch costs the database 0.5 ms before its first claim; of more than these, that is nothing (docs/PERFORMANCE.md). */
const MAX_BATCH = 500
/** About a second of work. One more is told that we are busy, rather than left to time out. */
const MAX_QUEUE = 20_000
const BUSY_RETRY_MS = 1_000
/** How long memory may go on saying "sold out" without asking: another node may have units back. */
const LATCH_MS = 500
const IDLE_MS = 60_000

type Counter = {
  desk: Desk<QueuedClaim, ClaimAnswer>
  /** set while the sale has no free unit */
  latch: { sale: SaleJson; until: number } | null
  lastAskedAt: number
}
/** hears, about once a second, how many are asked before this claim */
export type OnQueued = (ahead: number) => void
/** `undecided`: its buyer's, itself among them */
type QueuedClaim = Claim & { onQueued: OnQueued; undecided: Undecided[] }
/** A claim that was taken and not yet answered. */
type Undecided = { claim: QueuedClaim; answer: Promise<ClaimAnswer> }

type ClaimsDeps = {
  store: FlashSaleStore
  clock: Clock
  log: Log
  news: News
  draws: Pick<Draws, 'enter'>
  /** opens what is due now, unless it was opened */
  openDue(): Promise<unknown>
  onGranted(expiresAt: Date): void
}

/**
 * A desk per sale, so that a slow sale never delays another. Memory never grants: it keeps a latch that says
 * "sold out" for units that were all taken a moment ago, and even then looks whether the claim key is a retry.
 */
export function createClaims(deps: ClaimsDeps) {
  const { clock } = deps
  const decide = createDecisions(deps)
  const counters = new Map<string, Counter>()
  const buyers = createRecent<Undecided[]>({ make: () => [], isInUse: ({ length }) => length > 0 })

  function counterOf(saleId: string, at: number): Counter {
    const known = counters.get(saleId)
    if (known) {
      known.lastAskedAt = at
      return known
    }
    dropIdle(at)
    const counter: Counter = {
      desk: createDesk({
        async run(claims) {
          try {
            const decided = await decide(saleId, claims, counter)
            if (!decided) counters.delete(saleId)
            return decided ?? claims.map((): ClaimAnswer => refuse({ kind: 'sale_not_found' }))
          } finally {
            claims.forEach(noLongerUndecided)
          }
        },
        maxBatch: MAX_BATCH,
        maxQueue: MAX_QUEUE,
        onWaiting: ({ onQueued }, ahead) => onQueued(ahead),
      }),
      latch: null,
      lastAskedAt: at,
    }
    counters.set(saleId, counter)
    return counter
  }

  function dropIdle(at: number) {
    for (const [saleId, { desk, lastAskedAt }] of counters)
      if (desk.waiting() === 0 && lastAskedAt < at - IDLE_MS) counters.delete(saleId)
  }

  return {
    /** Whoever asks again with the key of a claim that is undecided waits for the same answer. */
    claim(buyerId: string, request: ClaimRequest, onQueued: OnQueued = () => {}): Promise<ClaimAnswer> {
      const { saleId, quantity, claimKey } = request
      const at = clock.now().getTime()
      const holdId = holdIdOf(saleId, claimKey)
      const undecided = buyers.of(buyerId, at)
      const known = undecided.find(({ claim }) => claim.holdId === holdId && claim.quantity === quantity)
      if (known) {
        known.claim.onQueued = onQueued
        return known.answer
      }
      const claim = { buyerId, quantity, claimKey, holdId, onQueued, undecided }
      const answer = counterOf(saleId, at).desk.ask(claim)
      if (!answer) return Promise.resolve(refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS }))
      undecided.push({ claim, answer })
      return answer
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

/** Batches go to the database, and what it decided is told. @returns of `decide`: null when there is no such sale */
function createDecisions({ store, clock, log, news, draws, openDue, onGranted }: ClaimsDeps) {
  /** Claims on a sale that gathers entries become entries. A draw that is due is made first. */
  async function claimOrEnter(saleId: string, claims: readonly Claim[], terms: ClaimTerms) {
    const decided = await store.claim(saleId, claims, terms)
    if (!decided || !isGathering(decided.sale)) return decided
    const entered = await draws.enter(decided.sale, claims)
    if (entered) return entered
    await openDue()
    terms.now = clock.now()
    return store.claim(saleId, claims, terms)
  }

  async function decide(
    saleId: string,
    claims: readonly Claim[],
    counter: Pick<Counter, 'latch'>,
  ): Promise<ClaimAnswer[] | null> {
    let terms: ClaimTerms = { now: clock.now(), holdSec: HOLD_SEC, payFirstSec: PAY_FIRST_SEC }
    let isRepeated = false
    const repeatedly = <Value>(run: () => Promise<Value>) =>
      throughOutages(run, (error) => {
        isRepeated = true
        log.warn({ error, saleId }, 'claims wait for the database')
      })
    const { latch } = counter
    if (latch && latch.until > clock.now().getTime())
      return repeatedly(() => answerLatched(store, claims, latch.sale))

    // Whatever became of a batch that was lost: its claims have their keys, and those that were granted are found.
    const decided = await repeatedly(() => {
      terms = { ...terms, now: clock.now() }
      return claimOrEnter(saleId, claims, terms)
    })
    if (isRepeated) news.lookAgain([saleId])
    if (Array.isArray(decided)) return decided
    if (!decided) return null
    const { total, held, sold } = decided.sale
    counter.latch =
      held + sold === total ? { sale: decided.sale, until: terms.now.getTime() + LATCH_MS } : null
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
    const firstEnd = granted.holds.reduce(
      (end, { expiresAt }) => (expiresAt < end ? expiresAt : end),
      first.expiresAt,
    )
    onGranted(new Date(firstEnd))
  }

  return decide
}

function noLongerUndecided(claim: QueuedClaim) {
  const { undecided } = claim
  undecided.splice(
    undecided.findIndex((one) => one.claim === claim),
    1,
  )
}

/** Every unit is taken, so that only retries of granted claims have anything to get. */
async function answerLatched(store: FlashSaleStore, claims: readonly Claim[], sale: SaleJson) {
  const holds = await store.holdsById(claims.map(({ holdId }) => holdId))
  const byId = new Map(holds.map((hold) => [hold.id, hold]))
  return claims.map((claim): ClaimAnswer => {
    const hold = byId.get(claim.holdId)
    return hold ? answerAgain(hold, claim, sale.id) : refuse(soldOut(sale))
  })
}
