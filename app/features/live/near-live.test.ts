import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createNearLive } from './near-live.ts'

const LOOK_MS = 250

/** A player that is looked at four times a second. @returns how far behind it was after each look, s */
function watch({ waitedSec, speed, forSec }: { waitedSec: number; speed: number; forSec: number }) {
  const near = createNearLive()
  let [coming, behind, leaps] = [waitedSec, 0, 0]
  const behinds = Array.from({ length: (forSec * 1_000) / LOOK_MS }, (_, look) => {
    const come = Math.min(coming, ((speed - 1) * LOOK_MS) / 1_000)
    coming -= come
    behind += come
    if (near.leaps({ behindSec: behind, segmentSec: 1 }, look * LOOK_MS)) {
      behind = 0
      leaps++
    }
    return behind
  })
  return { behinds, leaps }
}

it('leaps again while more comes of what had waited, so that it ends within a second of where it ought to be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 60 }),
      fc.double({ min: 3, max: 40, noNaN: true }),
      (waitedSec, speed) => {
        const { behinds } = watch({ waitedSec, speed, forSec: 40 })
        expect(behinds.at(-1)).toBeLessThanOrEqual(1)
        expect(Math.max(...behinds)).toBeLessThanOrEqual(3)
      },
    ),
  )
})

it('leaves a player alone that is a little late by itself', () => {
  expect(watch({ waitedSec: 3, speed: 1.5, forSec: 20 }).leaps).toBe(0)
})

it('is as patient as an engine’s segments are long', () => {
  const near = createNearLive()
  expect(near.leaps({ behindSec: 5, segmentSec: 6 }, 0)).toBe(false)
  expect(near.leaps({ behindSec: 6.1, segmentSec: 6 }, 250)).toBe(true)
  expect(near.leaps({ behindSec: 5, segmentSec: 6 }, 500)).toBe(false)
})

it('is patient again when nothing more has come for a while', () => {
  const near = createNearLive()
  const standing = { behindSec: 2, segmentSec: 1 }
  expect(near.leaps({ ...standing, behindSec: 4 }, 0)).toBe(true)
  expect(near.leaps(standing, 2_999)).toBe(true)
  expect(near.leaps(standing, 5_999)).toBe(false)
})
