import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRecent, KEEP_MS } from './recent.ts'

type Kept = { users: number }
const aRecent = () => createRecent<Kept>({ make: () => ({ users: 0 }), isInUse: ({ users }) => users > 0 })

it('gives everybody the same record of a key while it is in use, whatever the clock does', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    wait: fc.oneof(fc.integer({ min: 0, max: 3 * KEEP_MS }), fc.integer({ min: -2 * KEEP_MS, max: 0 })),
    does: fc.constantFrom('enters', 'leaves', 'looks'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const recent = aRecent()
      const inUse = new Map<string, Kept>()
      let at = 1_000_000
      for (const { key, wait, does } of steps) {
        at += wait
        const kept = recent.of(key, at)
        if (inUse.has(key)) expect(kept).toBe(inUse.get(key))
        else expect(kept.users).toBe(0)
        if (does === 'enters') kept.users++
        if (does === 'leaves' && kept.users > 0) kept.users--
        if (kept.users > 0) inUse.set(key, kept)
        else inUse.delete(key)
      }
    }),
  )
})

it('keeps a record that is asked for again and again, and forgets one that is not', () => {
  const recent = aRecent()
  const [often, seldom] = [recent.of('often', 0), recent.of('seldom', 0)]
  for (let at = 0; at <= 2 * KEEP_MS; at += KEEP_MS / 2) expect(recent.of('often', at)).toBe(often)
  expect(recent.of('seldom', 2 * KEEP_MS)).not.toBe(seldom)
})
