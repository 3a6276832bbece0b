import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reelsOf, runsOf, segmentsIn, setupOf } from './reels.ts'
import type { Segment } from './timeline.ts'
import type { Track } from '../mp4/tracks.ts'

/** Runs, each by what its players are told and the lengths of its segments. */
type Runs = { setup: string; lengths: number[] }[]

function recording(runs: Runs) {
  const segments = runs.flatMap(({ lengths }, run) =>
    lengths.map((durationSec): Omit<Segment, 'number' | 'name'> => ({
      ...{ init: `init${run}.mp4`, run, beginsRun: false, startedAt: new Date(0), durationSec, parts: [] },
    })),
  )
  const numbered = segments.map((one, number): Segment => ({ ...one, number, name: `s${number}.m4s` }))
  return { segments: numbered, setups: new Map(runs.map(({ setup }, run) => [`init${run}.mp4`, setup])) }
}

const someRuns = fc.array(
  fc.record({
    setup: fc.constantFrom('wide', 'high', 'still'),
    lengths: fc.array(fc.double({ min: 0.75, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 8 },
)

test('all of a recording is in its reels, each segment in one, and nothing of two setups in any', () => {
  fc.assert(
    fc.property(someRuns, (runs) => {
      const { segments, setups } = recording(runs)
      const reels = reelsOf(segments, setups)
      const held = reels.map((reel) => segmentsIn(segments, reel))
      expect(held.flat()).toEqual(segments)
      for (const one of held) expect(new Set(one.map(({ init }) => setups.get(init))).size).toBe(1)
      for (const [at, { fromSec }] of reels.entries()) expect(fromSec).toBe(reels[at - 1]?.toSec ?? 0)
    }),
  )
})

test('a stretch is in the segments that are taken for it, with at most one more at each end', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(someRuns, part, part, (runs, one, other) => {
      const { segments } = recording(runs)
      const lengthSec = segments.reduce((sum, { durationSec }) => sum + durationSec, 0)
      const fromSec = Math.min(one, other) * lengthSec
      const toSec = Math.max(one, other) * lengthSec
      fc.pre(toSec - fromSec > 0.5)
      const taken = segmentsIn(segments, { fromSec, toSec })
      const beginsSec = segments
        .slice(0, taken[0]!.number)
        .reduce((sum, { durationSec }) => sum + durationSec, 0)
      const takenSec = taken.reduce((sum, { durationSec }) => sum + durationSec, 0)
      // Less than a tenth of a second of a segment is not worth it.
      expect(beginsSec).toBeLessThanOrEqual(fromSec + 0.11)
      expect(beginsSec + takenSec).toBeGreaterThanOrEqual(toSec - 0.11)
      expect(takenSec).toBeLessThanOrEqual(toSec - fromSec + 6)
      expect(taken.map(({ number }) => number)).toEqual(taken.map((_, at) => taken[0]!.number + at))
    }),
  )
})

test('segments are one run as long as they play with the same init', () => {
  const { segments } = recording([
    { setup: 'wide', lengths: [1, 1] },
    { setup: 'wide', lengths: [1] },
  ])
  expect(runsOf(segments).map((run) => run.length)).toEqual([2, 1])
})

test('two setups are the same when decoders are told the same, and of what can not be read nothing is known', () => {
  const sample = { sampleTicks: 0, sampleBytes: 0, sampleFlags: 0 }
  const picture: Track = {
    ...{ id: 1, kind: 'video', timescale: 16_000, ...sample },
    ...{ type: 'avc1', codec: 'avc1.42C01F', size: { width: 640, height: 480 }, setup: '01' },
  }
  expect(setupOf([picture])).toBe(setupOf([{ ...picture, sampleBytes: 5 }]))
  expect(setupOf([picture])).not.toBe(setupOf([{ ...picture, setup: '02' }]))
  expect(setupOf([picture])).not.toBe(setupOf([{ ...picture, size: { width: 480, height: 640 } }]))
  expect(setupOf([picture, { ...picture, setup: null }])).toBeNull()
  expect(setupOf([])).toBeNull()
})
