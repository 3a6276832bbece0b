import { expect, it } from 'vitest'
import { standingClock } from './clock.ts'
import { createRemembered } from './remembered.ts'

const clock = standingClock(new Date('2026-11-28T04:00:00Z'))

it('reads once for all who ask meanwhile, and again when its time is over or it was told to', async () => {
  let reads = 0
  const remembered = createRemembered({ clock, forMs: 1_000 }, async (key) => `${key} ${++reads}`)
  expect(await Promise.all([remembered.get('a'), remembered.get('a'), remembered.get('b')])).toEqual([
    ...['a 1', 'a 1', 'b 2'],
  ])
  clock.advance(999)
  expect(await remembered.get('a')).toBe('a 1')
  clock.advance(1)
  expect(await remembered.get('a')).toBe('a 3')
  remembered.forget('a')
  expect(await remembered.get('a')).toBe('a 4')
})

it('remembers no failure', async () => {
  let isAway = true
  const remembered = createRemembered({ clock, forMs: 1_000 }, async () => {
    if (isAway) throw new Error('away')
    return 'there'
  })
  await expect(remembered.get('a')).rejects.toThrow('away')
  isAway = false
  expect(await remembered.get('a')).toBe('there')
})
