import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { HUNG_UP } from '#shared/ingest.ts'
import { anUplink } from '#tests/make/uplink.ts'
import { BEST_BITS_PER_SECOND } from './rate.ts'

const accepts = ['video/webm;codecs=h264,opus', 'video/mp4']
let host: ReturnType<typeof anUplink>
beforeEach(() => {
  host = anUplink()
})
function goesOnAir(of = host) {
  of.shopSays({ kind: 'ready', accepts })
  of.shopSays({ kind: 'go', run: 'run 1', next: 0 })
}

describe('going on air', () => {
  it('offers the best that the browser can record and the shop can show, and then sends it piece by piece', () => {
    host = anUplink({ canRecord: (mime: string) => mime === 'video/mp4' })
    host.shopSays({ kind: 'ready', accepts })
    expect(host.said()).toEqual([
      {
        ...{ kind: 'begin', run: 'run 1', mime: 'video/mp4', takeOver: false },
        bitsPerSecond: BEST_BITS_PER_SECOND,
      },
    ])
    expect(host.recorders).toHaveLength(0)

    host.shopSays({ kind: 'go', run: 'run 1', next: 0 })
    host.records('a')
    host.records('b')
    expect(host.piecesOn(host.line())).toEqual([
      [0, 'a'],
      [1, 'b'],
    ])
    expect(host.state()).toMatchObject({ kind: 'on_air', bitsPerSecond: BEST_BITS_PER_SECOND })
  })

  it('ends with a reason when there is no format, another device, or the shop hangs up', () => {
    host = anUplink({ canRecord: () => false })
    host.shopSays({ kind: 'ready', accepts })
    expect(host.state()).toEqual({ kind: 'ended', why: 'unsupported_format' })

    host = anUplink()
    host.shopSays({ kind: 'ready', accepts })
    host.shopSays({ kind: 'busy' })
    expect(host.state()).toEqual({ kind: 'ended', why: 'busy' })

    host = anUplink()
    goesOnAir()
    host.breaks(HUNG_UP.takenOver)
    host.passes(10_000)
    expect(host.lines).toHaveLength(1)
    expect(host.recorders[0]!.isStopped).toBe(true)
    expect(host.state()).toEqual({ kind: 'ended', why: HUNG_UP.takenOver })
  })

  it('says how much got through in the last second', () => {
    goesOnAir()
    host.records('a'.repeat(996))
    host.records('b'.repeat(996))
    host.shopSays({ kind: 'kept', run: 'run 1', next: 1 })
    host.passes(1_000)
    expect(host.state()).toMatchObject({ kind: 'on_air', uploadBitsPerSecond: 8_000 })
    host.passes(1_000)
    expect(host.state()).toMatchObject({ kind: 'on_air', uploadBitsPerSecond: 0 })
    host.shopSays({ kind: 'kept', run: 'run 1', next: 2 })
    host.passes(1_000)
    expect(host.state()).toMatchObject({ kind: 'on_air', uploadBitsPerSecond: 8_000 })
  })

  it('says so when the host puts the camera away', () => {
    goesOnAir()
    host.uplink.stop()
    expect(host.said().at(-1)).toEqual({ kind: 'stop' })
    expect(host.recorders[0]!.isStopped).toBe(true)
  })
})

describe('a line that breaks', () => {
  it('is dialled again, the recorder goes on, and what the shop has not got is sent', () => {
    goesOnAir()
    for (const piece of ['a', 'b', 'c']) host.records(piece)
    host.shopSays({ kind: 'kept', run: 'run 1', next: 1 })
    host.breaks()
    expect(host.state()).toEqual({ kind: 'line_lost' })
    host.records('d')
    host.passes(1_000)

    host.shopSays({ kind: 'ready', accepts })
    expect(host.said()).toEqual([{ kind: 'resume', run: 'run 1' }])
    host.shopSays({ kind: 'go', run: 'run 1', next: 2 })
    expect(host.piecesOn(host.line())).toEqual([
      [2, 'c'],
      [3, 'd'],
    ])
    expect(host.recorders).toHaveLength(1)
    expect(host.state()).toMatchObject({ kind: 'on_air' })
  })

  it('loses and doubles nothing, wherever it breaks and whatever had arrived', () => {
    const step = fc.oneof(
      fc.constant({ kind: 'record' as const }),
      fc.constant({ kind: 'ack' as const }),
      fc.record({ kind: fc.constant('break' as const), lost: fc.nat(5) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const of = anUplink()
        goesOnAir(of)
        const kept: string[] = []
        let read = 0
        let made = 0
        /** what the shop takes of the line: all but the last `lost` that were on their way */
        const arrive = (lost = 0) => {
          const pieces = of.piecesOn(of.line())
          for (const [number, text] of pieces.slice(read, pieces.length - lost))
            if (number === kept.length) kept.push(text)
          read = pieces.length
        }
        for (const one of steps) {
          if (one.kind === 'record') of.records(String(made++))
          else if (one.kind === 'ack') {
            arrive()
            of.shopSays({ kind: 'kept', run: 'run 1', next: kept.length })
          } else {
            arrive(one.lost)
            of.breaks()
            of.passes(600)
            read = 0
            of.shopSays({ kind: 'ready', accepts })
            of.shopSays({ kind: 'go', run: 'run 1', next: kept.length })
          }
        }
        arrive()
        expect(kept).toEqual(Array.from({ length: made }, (_, n) => String(n)))
      }),
    )
  })

  it('sends what waited, however long that takes, as long as it gets less', () => {
    goesOnAir()
    host.breaks()
    for (let n = 0; n < 50; n++) {
      host.records(String(n))
      host.passes(200)
    }
    host.shopSays({ kind: 'ready', accepts })
    host.shopSays({ kind: 'go', run: 'run 1', next: 0 })
    for (let next = 10; next <= 50; next += 10) {
      host.passes(1_000)
      host.shopSays({ kind: 'kept', run: 'run 1', next })
    }
    expect(host.piecesOn(host.line())).toHaveLength(50)
    expect(host.said()).toEqual([{ kind: 'resume', run: 'run 1' }])
    expect(host.recorders).toHaveLength(1)
  })

  it('without saying so is lost all the same: it is dialled until the shop is heard, and nothing of it is let go', () => {
    goesOnAir()
    host.records('a')
    host.fallsSilent()
    for (let second = 0; second < 10; second++) {
      host.records(`second ${second}`)
      host.passes(1_000)
    }
    expect(host.state()).toEqual({ kind: 'line_lost' })
    expect(host.lines).toHaveLength(2)
    host.passes(5_000)
    expect(host.lines).toHaveLength(3)

    host.isHeardAgain()
    host.shopSays({ kind: 'ready', accepts })
    expect(host.said()).toEqual([{ kind: 'resume', run: 'run 1' }])
    host.shopSays({ kind: 'go', run: 'run 1', next: 0 })
    expect(host.piecesOn(host.line())).toHaveLength(11)
    expect(host.recorders).toHaveLength(1)
    expect(host.state()).toMatchObject({ kind: 'on_air', bitsPerSecond: BEST_BITS_PER_SECOND })
  })

  it('is not listened to any more', () => {
    goesOnAir()
    host.records('a')
    host.fallsSilent()
    host.passes(5_000)
    const [silent] = host.lines
    expect(silent!.readyState).toBe(3)
    silent!.onmessage?.({ data: JSON.stringify({ kind: 'busy' }) } as MessageEvent)
    silent!.onclose?.({ code: HUNG_UP.takenOver } as CloseEvent)
    expect(host.state()).toEqual({ kind: 'line_lost' })
  })

  it('for a minute is given up: a new run begins when it is back', () => {
    goesOnAir()
    host.records('a')
    host.breaks()
    host.passes(70_000)
    expect(host.recorders[0]!.isStopped).toBe(true)
    expect(host.state()).toEqual({ kind: 'line_lost' })
    host.shopSays({ kind: 'ready', accepts })
    expect(host.said().at(-1)).toMatchObject({ kind: 'begin', run: 'run 2' })
  })

  it('is not misled by what is said of a run that is over', () => {
    goesOnAir()
    host.uplink.turned()
    host.shopSays({ kind: 'go', run: 'run 1', next: 7 })
    expect(host.recorders).toHaveLength(1)
    host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
    host.records('a')
    host.shopSays({ kind: 'kept', run: 'run 1', next: 9 })
    host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
    expect(host.piecesOn(host.line()).filter(([, text]) => text === 'a')).toHaveLength(2)
  })

  it('keeps most of it in the page while the line is full', () => {
    goesOnAir()
    host.line().bufferedAmount = 100_000
    host.records('a')
    expect(host.piecesOn(host.line())).toEqual([])
    host.line().bufferedAmount = 0
    host.passes(100)
    expect(host.piecesOn(host.line())).toEqual([[0, 'a']])
  })

  it('never holds more than 48 kB and a piece: what is in it is not taken back by closing it', () => {
    goesOnAir()
    const line = host.line()
    const { send } = line
    line.send = (data) => {
      send(data)
      if (typeof data !== 'string') line.bufferedAmount += (data as Uint8Array).byteLength
    }
    const piece = 'x'.repeat(10_000)
    for (let n = 0; n < 20; n++) host.records(piece)
    host.passes(2_000)
    expect(line.bufferedAmount).toBeGreaterThan(48 * 1024)
    expect(line.bufferedAmount).toBeLessThanOrEqual(48 * 1024 + piece.length + 4)
    line.bufferedAmount = 0
    host.passes(100)
    expect(line.bufferedAmount).toBeGreaterThan(48 * 1024)
    expect(host.piecesOn(line).map(([number]) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

describe('a line that is too thin', () => {
  it('gets half the rate in a new run, and lets go of what is old', () => {
    goesOnAir()
    host.line().bufferedAmount = 100_000
    host.records('a')
    host.passes(5_000)
    expect(host.said().at(-1)).toMatchObject({ kind: 'begin', run: 'run 2', takeOver: true })
    expect(host.recorders[0]!.isStopped).toBe(true)

    host.line().bufferedAmount = 0
    host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
    host.records('b')
    expect(host.recorders[1]).toMatchObject({ bitsPerSecond: BEST_BITS_PER_SECOND / 2 })
    expect(host.piecesOn(host.line())).toEqual([[0, 'b']])
  })

  /** Its line carries nothing for a while: the shop is told of new runs, and asks for them. */
  function getsThin(steps: number) {
    for (let n = 0; n < steps; n++) {
      host.records('too much')
      host.passes(5_000)
      const begun = host.said().at(-1) as { run: string }
      host.shopSays({ kind: 'go', run: begun.run, next: 0 })
    }
  }

  it('at last carries the sound alone, says why, and the picture comes back step by step when it carries more', () => {
    goesOnAir()
    getsThin(5)
    expect(host.said().at(-1)).toMatchObject({ kind: 'begin', soundOnly: 'weak_line' })
    expect(host.recorders.at(-1)).toMatchObject({ isStill: true })
    expect(host.state()).toMatchObject({ kind: 'on_air', soundOnly: 'weak_line' })

    host.passes(22_000)
    const begun = host.said().at(-1) as { run: string }
    expect(begun).not.toHaveProperty('soundOnly')
    host.shopSays({ kind: 'go', run: begun.run, next: 0 })
    expect(host.recorders.at(-1)).toMatchObject({ isStill: false, bitsPerSecond: 150_000 })
    expect(host.state()).toMatchObject({ soundOnly: null })
  })

  it('is tried with more half as often each time that it was too much', () => {
    goesOnAir()
    getsThin(5)
    host.passes(22_000)
    const tried = host.said().at(-1) as { run: string }
    host.shopSays({ kind: 'go', run: tried.run, next: 0 })
    getsThin(1)
    const runs = host.said().length
    host.passes(30_000)
    expect(host.said()).toHaveLength(runs)
    host.passes(12_000)
    expect(host.said()).toHaveLength(runs + 1)
  })
})

it('sends the sound alone because the host wants it so, until the host wants the picture again', () => {
  goesOnAir()
  host.uplink.chooseSound(true)
  expect(host.said().at(-1)).toMatchObject({ kind: 'begin', run: 'run 2', soundOnly: 'chosen' })
  host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
  expect(host.recorders.at(-1)).toMatchObject({ isStill: true })
  host.passes(60_000)
  expect(host.state()).toMatchObject({ soundOnly: 'chosen' })
  host.uplink.chooseSound(false)
  expect(host.said().at(-1)).not.toHaveProperty('soundOnly')
  host.shopSays({ kind: 'go', run: 'run 3', next: 0 })
  expect(host.recorders.at(-1)).toMatchObject({ isStill: false, bitsPerSecond: BEST_BITS_PER_SECOND })
})

it('sends the sound alone from the beginning where there is no camera, and the picture when there is', () => {
  host = anUplink({ soundChosen: true })
  goesOnAir()
  expect(host.said()).toEqual([expect.objectContaining({ kind: 'begin', soundOnly: 'chosen' })])
  expect(host.recorders.at(-1)).toMatchObject({ isStill: true })
  expect(host.state()).toMatchObject({ soundOnly: 'chosen' })
  host.uplink.chooseSound(false)
  host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
  expect(host.recorders.at(-1)).toMatchObject({ isStill: false, bitsPerSecond: BEST_BITS_PER_SECOND })
  expect(host.state()).toMatchObject({ soundOnly: null })
})

it('begins anew when the encoder died or the phone was turned, and drops late pieces of the old run', () => {
  goesOnAir()
  const old = host.recorders[0]!
  host.shopSays({ kind: 'begin_anew' })
  old.onPiece(new TextEncoder().encode('late').buffer as ArrayBuffer)
  host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
  host.records('new')
  expect(host.piecesOn(host.line())).toEqual([[0, 'new']])

  host.uplink.turned()
  expect(host.said().at(-1)).toMatchObject({ kind: 'begin', run: 'run 3' })
})

it('begins anew after a turn when the line is back and has carried what waited', () => {
  goesOnAir()
  host.records('a')
  host.breaks()
  host.uplink.turned()
  host.passes(5_000)
  host.shopSays({ kind: 'ready', accepts })
  host.shopSays({ kind: 'go', run: 'run 1', next: 0 })
  host.passes(1_000)
  expect(host.piecesOn(host.line())).toEqual([[0, 'a']])
  expect(host.recorders).toHaveLength(1)

  host.shopSays({ kind: 'kept', run: 'run 1', next: 1 })
  host.passes(1_000)
  expect(host.said().at(-1)).toMatchObject({ kind: 'begin', run: 'run 2' })
  host.shopSays({ kind: 'go', run: 'run 2', next: 0 })
  host.passes(5_000)
  expect(host.recorders).toHaveLength(2)
})
