import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFragment, anInit, box, PICTURE, SOUND, words } from '#tests/make/mp4.ts'
import { createMp4Reader } from './reader.ts'

function readAll(bytes: Buffer) {
  const answer = createMp4Reader().read(bytes)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}

describe('a stream of fragments', () => {
  const stream = Buffer.concat([
    anInit(),
    aFragment({ startSec: 0, isKey: true }),
    box('styp', words(0)),
    aFragment({ startSec: 0.25 }),
    aFragment({ track: SOUND, startSec: 0.25 }),
    aFragment({ startSec: 0.5, durationSec: 0.5, isKey: true }),
  ])

  it('says what plays, when, for how long, and where a player may begin', () => {
    const [init, ...fragments] = readAll(stream)
    expect(init).toMatchObject({ kind: 'init', bytes: anInit() })
    expect(init?.kind === 'init' && init.tracks.map(({ id, kind }) => [id, kind])).toEqual([
      [1, 'video'],
      [2, 'audio'],
    ])
    expect(fragments.map((one) => one.kind === 'fragment' && one.timing)).toEqual([
      { startSec: 0, durationSec: 0.25, isKey: true },
      { startSec: 0.25, durationSec: 0.25, isKey: false },
      null,
      { startSec: 0.5, durationSec: 0.5, isKey: true },
    ])
  })

  it('is the same however it is cut on its way', () => {
    const whole = readAll(stream)
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const reader = createMp4Reader()
        const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        const read = places.slice(1).flatMap((end, at) => {
          const answer = reader.read(stream.subarray(places[at], end))
          return answer.ok ? answer.value : []
        })
        expect(read).toEqual(whole)
      }),
    )
  })

  it('measures time by its sound where there is no picture', () => {
    const [, first] = readAll(
      Buffer.concat([anInit([SOUND]), aFragment({ track: SOUND, startSec: 3, durationSec: 1 })]),
    )
    expect(first).toMatchObject({ timing: { startSec: 3, durationSec: 1, isKey: true } })
  })

  it('takes durations and flags of samples from the fragment, or from the track, where they are said once', () => {
    const said = (tfhd: Buffer, trun: Buffer, trex: Buffer = Buffer.alloc(0)) => {
      const moov = anInit([PICTURE])
      const withDefaults = Buffer.concat([
        moov.subarray(0, 12),
        box('moov', moov.subarray(20), box('mvex', trex)),
      ])
      const moof = box('moof', box('traf', box('tfhd', tfhd), box('tfdt', words(0, 0)), box('trun', trun)))
      const [, fragment] = readAll(Buffer.concat([withDefaults, moof, box('mdat')]))
      return fragment?.kind === 'fragment' ? fragment.timing : null
    }
    const twoSamples = words(0x1, 2, 0)
    // tfhd: default duration 45,000 ticks, size, flags of a sync sample
    expect(said(words(0x38, 1, 45_000, 9, 0), twoSamples)).toMatchObject({ durationSec: 1, isKey: true })
    // trex: track 1, description, 9,000 ticks, size, no sync sample
    const trex = box('trex', words(0, 1, 1, 9_000, 0, 0x1_0000))
    expect(said(words(0, 1), twoSamples, trex)).toMatchObject({ durationSec: 0.2, isKey: false })
    // trun: the first sample's own flags go before
    expect(said(words(0, 1), words(0x5, 2, 0, 0), trex)).toMatchObject({ isKey: true })
  })
})

describe('bytes that are no such stream', () => {
  it('are refused, or skipped, and never thrown over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, isInside) => {
        const bytes = isInside
          ? Buffer.concat([
              anInit(),
              box('moof', box('traf', box('tfhd', Buffer.from(noise)), box('tfdt'))),
              box('mdat'),
            ])
          : Buffer.from(noise)
        const answer = createMp4Reader().read(bytes)
        expect(answer.ok || answer.refusal.kind === 'broken_media').toBe(true)
      }),
    )
  })

  it.each([
    ['a box shorter than its own head', words(7, 0)],
    ['a box larger than any fragment', words(0x7fff_ffff, 0)],
    ['a box of no end', words(0, 0)],
  ])('%s', (_what, bytes) => {
    expect(createMp4Reader().read(bytes)).toEqual({ ok: false, refusal: { kind: 'broken_media' } })
  })
})
