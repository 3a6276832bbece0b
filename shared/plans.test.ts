import { describe, expect, it } from 'vitest'
import { asChinaTime, moveForm, planForm, planTime } from './plans.ts'

const now = new Date('2026-11-28T12:00:30.000Z')
const declared = { operatorId: 'org_1', isCharity: 'no', isAiPersona: 'no' }
const formWith = (when: string, at?: string) =>
  planForm.safeParse({ title: '头茬春笋', ...declared, when, ...(at !== undefined && { at }) })

describe('the time of a plan', () => {
  it('is some minutes from now, whatever the calendar’s field says', () => {
    const form = formWith('30', '')
    expect(form.data && planTime(form.data, now)).toEqual({
      ok: true,
      value: new Date('2026-11-28T12:30:30.000Z'),
    })
    expect(formWith('121').success).toBe(false)
  })

  it('is a time of the calendar by the villages’ clock, as the field that shows it says it', () => {
    const form = formWith('at', '2026-12-05T20:00')
    const at = new Date('2026-12-05T12:00:00.000Z')
    expect(form.data && planTime(form.data, now)).toEqual({ ok: true, value: at })
    expect(asChinaTime(at)).toBe('2026-12-05T20:00')
    // Some browsers send seconds.
    expect(moveForm.parse({ at: '2026-12-05T20:00:00', version: '0' }).at).toEqual(at)
  })

  it.each(['', undefined])('is missing when the field is empty: %s', (at) => {
    const form = formWith('at', at)
    expect(form.data && planTime(form.data, now)).toMatchObject({ refusal: { kind: 'plan_time_missing' } })
  })

  it.each(['2026-02-31T20:00', '2026-12-05', '2026-12-05T20:00Z', 'tomorrow'])('is no %s', (at) => {
    expect(formWith('at', at).success).toBe(false)
  })

  it.each([
    ['2026-11-28T19:58', 'plan_time_past'],
    ['2026-11-28T20:00', null],
    ['2026-12-28T20:00', null],
    ['2026-12-28T20:01', 'plan_time_too_far'],
  ])('from this minute to thirty days ahead: %s', (at, refused) => {
    const time = planTime({ when: 'at', at: moveForm.parse({ at, version: 0 }).at }, now)
    expect(time.ok ? null : time.refusal.kind).toBe(refused)
  })
})
