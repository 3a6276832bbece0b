import { describe, expect, it } from 'vitest'
import type { ClaimAnswer, ClaimRequest } from '#shared/flash-sale.ts'
import type { ClaimPass } from '#shared/guard.ts'
import { fen } from '#shared/money.ts'
import { askPatiently } from './claim.ts'
import { newClaimKey } from './claim-key.ts'

const request: ClaimRequest = { saleId: 'sale_1', quantity: 1, claimKey: newClaimKey() }
const granted: ClaimAnswer = {
  ok: true,
  value: {
    holdId: 'hold_1',
    saleId: 'sale_1',
    quantity: 1,
    unitPriceFen: fen(990),
    sequence: 1,
    state: 'held',
    expiresAt: '2026-11-23T04:05:00Z',
    createdAt: '2026-11-23T04:00:00Z',
    payFirst: false,
  },
}
const busy: ClaimAnswer = { ok: false, refusal: { kind: 'busy', retryAfterMs: 250 } }

/** A line that gives these answers in turn, and remembers what it was asked and how long it was waited for. */
function aLine(answers: (ClaimAnswer | null)[]) {
  const asked: ClaimRequest[] = []
  const waited: number[] = []
  const queued: (number | null)[] = []
  const passes: ((challenge: string) => ClaimPass)[] = []
  const ask = async (one: ClaimRequest) => {
    asked.push(one)
    return answers[asked.length - 1] ?? null
  }
  const patience = {
    wait: async (ms: number) => void waited.push(ms),
    onQueued: (ahead: number | null) => void queued.push(ahead),
    pass: null as ClaimPass | null,
    prove: async (challenge: string) => passes.shift()?.(challenge) ?? null,
  }
  return { asked, waited, queued, passes, patience, answer: () => askPatiently(request, ask, patience) }
}

describe('asking patiently', () => {
  it('takes the first answer', async () => {
    const line = aLine([granted])
    expect(await line.answer()).toBe(granted)
    expect(line.asked).toHaveLength(1)
  })

  it('sends the same claim key again when nobody answers', async () => {
    const line = aLine([null, null, granted])
    expect(await line.answer()).toBe(granted)
    expect(new Set(line.asked.map(({ claimKey }) => claimKey)).size).toBe(1)
  })

  it('gives up on a dead line, so that the form can take over', async () => {
    const line = aLine([null, null, null, granted])
    expect(await line.answer()).toBeNull()
  })

  it('stands in the queue as long as it is told to', async () => {
    const line = aLine([busy, busy, granted])
    expect(await line.answer()).toBe(granted)
    expect(line.waited).toEqual([250, 250])
    expect(line.queued).toEqual([null, null])
  })

  it('does not stand there for ever', async () => {
    const line = aLine(Array.from({ length: 50 }, () => busy))
    expect(await line.answer()).toEqual({ ok: false, refusal: { kind: 'try_again' } })
  })

  it('does not argue with a refusal', async () => {
    const sold: ClaimAnswer = { ok: false, refusal: { kind: 'sold_out', left: 0, held: 1 } }
    const line = aLine([sold, granted])
    expect(await line.answer()).toBe(sold)
  })
})

describe('a claim key', () => {
  it('is a UUID, and never twice the same', () => {
    const keys = Array.from({ length: 200 }, newClaimKey)
    expect(new Set(keys).size).toBe(200)
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('shows a token from the first, and work when that is not enough, with the same key', async () => {
    const needed: ClaimAnswer = {
      ok: false,
      refusal: { kind: 'proof_needed', waitSec: 7, challenge: 'a riddle' },
    }
    const line = aLine([null, needed, granted])
    line.patience.pass = { token: 'since then' }
    line.passes.push((challenge) => ({ proof: `solved ${challenge}` }))

    expect(await line.answer()).toEqual(granted)
    expect(line.asked).toEqual([
      { ...request, pass: { token: 'since then' } },
      { ...request, pass: { token: 'since then' } },
      { ...request, pass: { proof: 'solved a riddle' } },
    ])
  })

  it('says what to do when it can show nothing', async () => {
    const needed: ClaimAnswer = {
      ok: false,
      refusal: { kind: 'proof_needed', waitSec: 7, challenge: 'a riddle' },
    }
    expect(await aLine([needed]).answer()).toEqual(needed)
  })
})
