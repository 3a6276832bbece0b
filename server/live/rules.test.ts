import { describe, expect, it } from 'vitest'
import { attendance, endsUnattendedAt, isNobodys, keptUntil } from './rules.ts'

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

describe('a session that everybody has left', () => {
  const attendedAt = new Date('2026-11-27T04:00:00Z')
  const after = (minutes: number, ms = 0) =>
    attendance(attendedAt, new Date(attendedAt.getTime() + minutes * 60_000 + ms))

  it('is left after half an hour, and over after two hours', () => {
    expect([after(0), after(30, -1), after(30), after(120, -1), after(120)]).toEqual([
      'attended',
      'attended',
      'left',
      'left',
      'over',
    ])
    expect(attendance(attendedAt, endsUnattendedAt(attendedAt))).toBe('over')
  })

  it('is attended by whoever’s clock is ahead', () => expect(after(-5)).toBe('attended'))
})
