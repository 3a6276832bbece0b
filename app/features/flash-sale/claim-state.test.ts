import { describe, expect, it } from 'vitest'
import type { HoldView, SaleView } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { claimState, mostPerTap, type Tap } from './claim-state.ts'

const noon = Date.parse('2026-11-23T04:00:00Z')
const resting: Tap = { kind: 'resting' }

function aSale(change: Partial<SaleView> = {}) {
  const sale = {
    saleId: 'sale_1',
    version: 1,
    state: 'open',
    opening: 'first_come',
    total: 10,
    held: 2,
    sold: 1,
    left: 7,
  } as const
  return {
    ...sale,
    opensAt: null,
    endsAt: null,
    stop: null,
    waiting: 0,
    waitFirst: 1,
    perBuyerLimit: 2,
    ...change,
  }
}

function aHold(change: Partial<HoldView> = {}): HoldView {
  return {
    holdId: 'hold_1',
    saleId: 'sale_1',
    quantity: 1,
    unitPriceFen: fen(1990),
    sequence: 3,
    state: 'held',
    expiresAt: '2026-11-23T04:05:00Z',
    createdAt: '2026-11-23T04:00:00Z',
    payFirst: false,
    ...change,
  }
}

function kindOf(sale = aSale(), holds: HoldView[] = [], tap: Tap = resting) {
  return claimState({ sale, holds, entries: [], places: [], tap, serverNowMs: noon }).kind
}

describe('the claim button', () => {
  it('sells while the sale is open and something is left', () => {
    expect(kindOf()).toBe('ready')
  })

  it.each([
    ['scheduled', 'not_open'],
    ['draft', 'not_open'],
    ['paused', 'paused'],
    ['ended', 'ended'],
  ] as const)('in a %s sale is %s', (state, kind) => {
    expect(kindOf(aSale({ state }))).toBe(kind)
  })

  it('says how many may come back when nothing is free', () => {
    const sold = claimState({
      sale: aSale({ left: 0 }),
      holds: [],
      entries: [],
      places: [],
      tap: resting,
      serverNowMs: noon,
    })
    expect(sold).toEqual({ kind: 'sold_out', held: 2, mayWait: true, waiting: 0 })
  })

  it('leads to no payment that another device has begun, and says where the limit went', () => {
    const stateWith = (holds: HoldView[]) =>
      claimState({ sale: aSale(), holds, entries: [], places: [], tap: resting, serverNowMs: noon })
    const elsewhere = aHold({ holdId: 'hold_2', elsewhere: true })

    expect(stateWith([elsewhere])).toEqual({ kind: 'ready' })
    expect(stateWith([elsewhere, aHold()])).toMatchObject({ kind: 'held', hold: { holdId: 'hold_1' } })
    expect(stateWith([{ ...elsewhere, quantity: 2 }])).toEqual({ kind: 'limit', limit: 2, elsewhere: true })
  })

  it('keeps what the buyer holds in sight when the sale is sold out, paused or over', () => {
    for (const change of [{ left: 0 }, { state: 'paused' }, { state: 'ended' }] as const)
      expect(kindOf(aSale(change), [aHold()])).toBe('held')
  })

  it('lets go of a hold whose time is up', () => {
    expect(kindOf(aSale(), [aHold({ expiresAt: '2026-11-23T03:59:59Z' })])).toBe('ready')
  })

  it('ignores holds of other sales', () => {
    expect(kindOf(aSale(), [aHold({ saleId: 'sale_2' })])).toBe('ready')
  })

  it('counts what was paid towards the limit', () => {
    expect(kindOf(aSale(), [aHold({ state: 'paid', quantity: 2 })])).toBe('limit')
    expect(kindOf(aSale(), [aHold({ state: 'paid', quantity: 1 })])).toBe('ready')
  })

  it('believes the server about a limit that it cannot see itself', () => {
    const refused: Tap = { kind: 'refused', refusal: { kind: 'over_limit', limit: 2, taken: 2 } }
    expect(kindOf(aSale(), [], refused)).toBe('limit')
  })

  it('is busy while it asks, and again free after a refusal that may pass', () => {
    expect(kindOf(aSale(), [], { kind: 'asking' })).toBe('asking')
    expect(kindOf(aSale(), [], { kind: 'queued', ahead: 2 })).toBe('queued')
    expect(kindOf(aSale(), [], { kind: 'refused', refusal: { kind: 'try_again' } })).toBe('ready')
  })
})

describe('the quantity to choose from', () => {
  it('is within the limit, what is left, and never less than one', () => {
    expect(mostPerTap({ left: 7, perBuyerLimit: 2 })).toBe(2)
    expect(mostPerTap({ left: 1, perBuyerLimit: 5 })).toBe(1)
    expect(mostPerTap({ left: 0, perBuyerLimit: 5 })).toBe(1)
  })

  it('remembers after a reload that the buyer is in the draw, and then waits in line', () => {
    const entries = [{ saleId: 'sale_1', number: 7 }]
    const seen = { holds: [], entries, places: [], tap: resting, serverNowMs: noon }
    const waiting = aSale({ state: 'scheduled', opening: 'fair' })
    expect(claimState({ ...seen, sale: waiting })).toEqual({ kind: 'entered', number: 7 })
    expect(claimState({ ...seen, entries: [], sale: waiting })).toMatchObject({ kind: 'enter' })
    expect(claimState({ ...seen, sale: aSale({ left: 0 }) })).toEqual({
      kind: 'waiting',
      ahead: null,
      paysFirst: false,
    })
  })

  it('counts down the place in line as others are served or leave', () => {
    const place = { saleId: 'sale_1', number: 7, ahead: 4, quantity: 1, paysFirst: false }
    const seen = { holds: [], entries: [], places: [place], tap: resting, serverNowMs: noon }
    const inLine = (waiting: number, waitFirst: number) =>
      claimState({ ...seen, sale: aSale({ left: 0, waiting, waitFirst }) })

    expect(inLine(9, 2)).toMatchObject({ kind: 'waiting', ahead: 4 })
    expect(inLine(9, 5)).toMatchObject({ kind: 'waiting', ahead: 2 })
    expect(inLine(1, 5)).toMatchObject({ kind: 'waiting', ahead: 0 })
    expect(inLine(3, 8)).toMatchObject({ kind: 'sold_out', waiting: 3 })
  })

  it('puts who pays first after everybody in line, also after who joins later', () => {
    const place = { saleId: 'sale_1', number: 7, ahead: 4, quantity: 1, paysFirst: true }
    const seen = { holds: [], entries: [], places: [place], tap: resting, serverNowMs: noon }
    const inLine = (waiting: number, waitFirst: number) =>
      claimState({ ...seen, sale: aSale({ left: 0, waiting, waitFirst }) })

    expect(inLine(9, 2)).toEqual({ kind: 'waiting', ahead: 8, paysFirst: true })
    expect(inLine(12, 7)).toMatchObject({ ahead: 11 })
    expect(inLine(1, 7)).toMatchObject({ ahead: 0 })
  })

  it('offers no line on the shelf, and none to who missed a raffle', () => {
    const seen = { holds: [], entries: [], tap: resting, serverNowMs: noon }
    const soldOut = aSale({ left: 0 })
    expect(claimState({ ...seen, sale: soldOut, places: null })).toMatchObject({ mayWait: false })
    const raffle = aSale({ left: 0, opening: 'raffle' })
    expect(claimState({ ...seen, sale: raffle, places: [] })).toMatchObject({ mayWait: false })
  })

  it('says so while the page proves that it is no program', () => {
    expect(kindOf(aSale(), [], { kind: 'proving' })).toBe('proving')
  })
})
