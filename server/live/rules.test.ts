import { describe, expect, it } from 'vitest'
import { isNobodys, keptUntil } from './rules.ts'

describe('how long what was broadcast is kept', () => {
  it('is three years to the day, and one day longer after a 29th of February', () => {
    expect(keptUntil(new Date('2026-11-27T04:00:00Z'))).toEqual(new Date('2029-11-27T04:00:00Z'))
    expect(keptUntil(new Date('2024-02-29T04:00:00Z'))).toEqual(new Date('2027-03-01T04:00:00Z'))
  })

  it('is no less for what the database has forgotten', () => {
    const touchedAt = new Date('2026-11-27T04:00:00Z')
    const until = keptUntil(touchedAt).getTime()
    const left = { of: 'a_broadcast', touchedAt } as const
    expect(isNobodys('live_1', left, new Date(until))).toBe(false)
    expect(isNobodys('live_1', left, new Date(until + 1))).toBe(true)
    expect(isNobodys('live_1', { ...left, of: 'something_else' }, new Date(until * 2))).toBe(false)
  })
})
