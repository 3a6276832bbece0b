import { describe, expect, it } from 'vitest'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import { fen } from '#shared/money.ts'
import { laterDraw } from './later-draw.ts'

const aDraw = (change: Partial<LuckyDrawView> = {}): LuckyDrawView => ({
  ...{
    drawId: 'draw_1',
    liveSessionId: 'live_1',
    prize: '土蜂蜜',
    prizes: 2,
    valueFen: fen(5_900),
    giver: '老林',
  },
  ...{ offeredAt: '2026-11-28T12:00:00.000Z', closesAt: '2026-11-28T12:01:00.000Z', entries: 5, winners: [] },
  ...{ commitment: 'c', seed: null, root: null, drawnAt: null },
  ...change,
})
const drawn = aDraw({ drawnAt: '2026-11-28T12:01:00.000Z', winners: [{ number: 3, name: '山友·8f2' }] })
const next = aDraw({ drawId: 'draw_2', offeredAt: '2026-11-28T12:05:00.000Z', entries: 0 })

describe('news of a draw', () => {
  it('counts on, and not back', () => {
    expect(laterDraw(aDraw(), aDraw({ entries: 6 }))?.entries).toBe(6)
    expect(laterDraw(aDraw(), aDraw({ entries: 4 }))?.entries).toBe(5)
  })

  it('that it is drawn is the last of it, until there is another one', () => {
    expect(laterDraw(aDraw(), drawn)).toBe(drawn)
    expect(laterDraw(drawn, aDraw({ entries: 9 }))).toBe(drawn)
    expect(laterDraw(drawn, next)).toBe(next)
    expect(laterDraw(next, drawn)).toBe(next)
  })

  it('of none leaves what is known, and of another room is that room’s', () => {
    expect(laterDraw(drawn, null)).toBe(drawn)
    expect(laterDraw(null, drawn)).toBe(drawn)
    const elsewhere = aDraw({
      liveSessionId: 'live_2',
      drawId: 'draw_9',
      offeredAt: '2026-11-01T00:00:00.000Z',
    })
    expect(laterDraw(drawn, elsewhere)).toBe(elsewhere)
  })
})
