import { beforeEach, describe, expect, it, test } from 'vitest'
import { aFragment, anInit, SOUND } from '#tests/make/mp4.ts'
import { createMp4Reader } from '../mp4/reader.ts'
import { livePlaylist, lowLatencyPlaylist, recordingPlaylist } from './playlists.ts'
import { createRun } from './run.ts'
import { spansOf } from './spans.ts'
import { createTimeline, type Segment, type Timeline } from './timeline.ts'

const noon = Date.parse('2026-11-27T04:00:00Z')
let timeline: Timeline
let kept: Segment[]
let files: Map<string, Buffer>
beforeEach(() => {
  timeline = createTimeline()
  kept = []
  files = new Map()
})

const keep = (closed: ReturnType<Timeline['add']>) => {
  if (!closed) return
  kept.push(closed.segment)
  files.set(closed.file.name, closed.file.bytes)
}
/** An encoder that begins at `fromSec` of the day and sends quarters of a second, a key picture each second. */
function run(fromSec: number, seconds: number, keyEvery = 4) {
  const reader = createMp4Reader()
  const read = (bytes: Buffer) => {
    const answer = reader.read(bytes)
    return answer.ok ? answer.value : []
  }
  const { run: before, nextNumber } = timeline.view()
  for (const one of read(anInit()))
    if (one.kind === 'init') keep(timeline.begin(one, createRun(before + 1, nextNumber)).closed)
  for (let n = 0; n < seconds * 4; n++) {
    const bytes = aFragment({ startSec: n / 4, isKey: n % keyEvery === 0 })
    for (const one of read(bytes))
      if (one.kind === 'fragment') keep(timeline.add(one, new Date(noon + (fromSec + (n + 1) / 4) * 1_000)))
  }
}

describe('segments', () => {
  it('begin with a key picture, last a second, and hold their parts’ bytes', () => {
    run(0, 3)
    expect(kept.map(({ name, durationSec }) => [name, durationSec])).toEqual([
      ['s0.m4s', 1],
      ['s1.m4s', 1],
    ])
    expect(kept[1]!.parts.map(({ name, isIndependent }) => [name, isIndependent])).toEqual([
      ['s1.0.m4s', true],
      ['s1.1.m4s', false],
      ['s1.2.m4s', false],
      ['s1.3.m4s', false],
    ])
    const parts = kept[1]!.parts.map(({ name }) => timeline.bytesOf(name)!)
    expect(Buffer.concat(parts)).toEqual(files.get('s1.m4s'))
    expect(timeline.view().open).toMatchObject({ name: 's2.m4s', durationSec: 1 })
  })

  it('take what they weigh; a run that has none yet takes what the one before did', () => {
    run(0, 0.5)
    expect(timeline.view().rate).toBeNull()
    run(1, 3)
    const { rate } = timeline.view()
    expect(rate!.peak).toBeGreaterThanOrEqual(rate!.average)
    run(5, 0.5)
    expect(timeline.view().rate).toEqual(rate)
  })

  it('are cut after three seconds of a camera that sends no key pictures', () => {
    run(0, 8, 1_000)
    expect(kept.map(({ durationSec }) => durationSec)).toEqual([3, 3])
    expect(livePlaylist(timeline.view())).toContain('#EXT-X-TARGETDURATION:3')
  })

  it('say when they were filmed by the pictures’ own time, however late some came', () => {
    run(0, 3)
    expect(kept.map(({ startedAt }) => startedAt.toISOString())).toEqual([
      '2026-11-27T04:00:00.000Z',
      '2026-11-27T04:00:01.000Z',
    ])
  })

  it('lose no sound that comes without a picture', () => {
    run(0, 1)
    const reader = createMp4Reader()
    reader.read(anInit())
    const sound = aFragment({ track: SOUND, startSec: 1, body: 'la la' })
    for (const bytes of [sound, aFragment({ startSec: 1, isKey: true }), aFragment({ startSec: 1.25 })]) {
      const answer = reader.read(bytes)
      for (const one of answer.ok ? answer.value : [])
        if (one.kind === 'fragment') keep(timeline.add(one, new Date(noon + 1_500)))
    }
    keep(timeline.end())
    expect(timeline.bytesOf('s1.0.m4s')?.includes('la la')).toBe(true)
    expect(files.get('s1.m4s')?.includes('la la')).toBe(true)
  })

  it('stay in memory for a while and then make room', () => {
    run(0, 60)
    expect(timeline.bytesOf('s5.m4s')).toBeNull()
    expect(timeline.bytesOf('s50.m4s')).not.toBeNull()
    expect(timeline.bytesOf('s30.0.m4s')).toBeNull()
    expect(timeline.bytesOf('s55.0.m4s')).not.toBeNull()
  })

  it('are kept by time, not by count: when many come at once, players still find each part', () => {
    const reader = createMp4Reader()
    const read = (bytes: Buffer) => {
      const answer = reader.read(bytes)
      return answer.ok ? answer.value : []
    }
    for (const one of read(anInit())) if (one.kind === 'init') timeline.begin(one, createRun(1, 0))
    for (let n = 0; n < 60 * 4; n++)
      for (const one of read(aFragment({ startSec: n / 4, isKey: n % 4 === 0 })))
        if (one.kind === 'fragment') timeline.add(one, new Date(noon))
    for (let segment = 0; segment < 60; segment++)
      expect(timeline.bytesOf(`s${segment}.3.m4s`), `s${segment}`).not.toBeNull()
  })
})

describe('lists', () => {
  it('of a live broadcast are a window with what each segment plays with', () => {
    run(0, 12)
    expect(livePlaylist(timeline.view())).toBe(
      [
        ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:1', '#EXT-X-INDEPENDENT-SEGMENTS'],
        ...['#EXT-X-MEDIA-SEQUENCE:3', '#EXT-X-DISCONTINUITY-SEQUENCE:0', '#EXT-X-MAP:URI="init1.mp4"'],
        ...[3, 4, 5, 6, 7, 8, 9, 10].flatMap((n) => [
          `#EXT-X-PROGRAM-DATE-TIME:2026-11-27T04:00:${String(n).padStart(2, '0')}.000Z`,
          '#EXTINF:1,',
          `s${n}.m4s`,
        ]),
        '',
      ].join('\n'),
    )
  })

  it('of low latency say each part as it comes, and the name of the next', () => {
    run(0, 2.5)
    const list = lowLatencyPlaylist(timeline.view())
    expect(list).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.75')
    expect(list).toContain('#EXT-X-PART:DURATION=0.25,URI="s2.0.m4s",INDEPENDENT=YES')
    expect(list.trimEnd().split('\n').slice(-2)).toEqual([
      '#EXT-X-PART:DURATION=0.25,URI="s2.1.m4s"',
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="s2.2.m4s"',
    ])
  })

  it('say where an encoder began anew, also when that has left the window', () => {
    run(0, 3)
    run(10, 3)
    const list = livePlaylist(timeline.view())
    expect(list.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1)
    expect(list).toMatch(
      /s2\.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init2.mp4"\n#EXT-X-PROGRAM-DATE-TIME:2026-11-27T04:00:10.000Z\n#EXTINF:1,\ns3\.m4s/,
    )
    run(20, 12)
    expect(livePlaylist(timeline.view())).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:2')
    expect(livePlaylist(timeline.view())).not.toContain('#EXT-X-DISCONTINUITY\n')
  })

  it('of a recording hold all of it, and end when it has', () => {
    run(0, 12)
    run(20, 3)
    expect(recordingPlaylist(kept, false)).not.toContain('ENDLIST')
    keep(timeline.end())
    const list = recordingPlaylist(kept, true)
    expect(list.match(/#EXTINF/g)).toHaveLength(15)
    expect(list).toContain('#EXT-X-PLAYLIST-TYPE:VOD')
    expect(list.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true)
    expect(lowLatencyPlaylist(timeline.view())).toContain('#EXT-X-ENDLIST')
  })
})

test('a recording is stretches of time: one for what goes on without a gap, also through another encoder', () => {
  run(0, 3)
  run(3, 3)
  run(60, 3)
  keep(timeline.end())
  expect(spansOf(kept)).toEqual([
    { at: new Date(noon).toISOString(), fromSec: 0, durationSec: 6 },
    { at: new Date(noon + 60_000).toISOString(), fromSec: 6, durationSec: 3 },
  ])
  expect(spansOf([])).toEqual([])
})
