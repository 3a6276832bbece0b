import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aHandClock } from '#tests/make/hand-clock.ts'
import { createDelayLine } from './delay-line.ts'

it('shows nothing too early, nothing older after something newer, and in the end what came last', () => {
  const change = fc.record({ afterMs: fc.nat(3_000), delayMs: fc.nat(5_000) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1 }), (changes) => {
      const clock = aHandClock()
      const shown: number[] = []
      const earliestMs: number[] = []
      const line = createDelayLine<number>({
        ...clock,
        show(value) {
          expect(clock.now()).toBeGreaterThanOrEqual(earliestMs[value]!)
          shown.push(value)
        },
      })
      for (const [value, { afterMs, delayMs }] of changes.entries()) {
        clock.pass(afterMs)
        earliestMs.push(clock.now() + delayMs)
        line.put(value, delayMs)
      }
      clock.pass(5_000)
      expect(shown).toEqual([...new Set(shown)].toSorted((a, b) => a - b))
      expect(shown.at(-1)).toBe(changes.length - 1)
      expect(clock.waiting()).toBe(0)
    }),
  )
})
