import { expect, it } from 'vitest'
import { aFragment, anInit, SOUND } from '#tests/make/mp4.ts'
import { createLoop } from './loop.ts'
import { createMp4Reader } from './mp4/reader.ts'

const film = Buffer.concat([
  anInit(),
  ...Array.from({ length: 8 }, (_, n) => [
    aFragment({ startSec: n / 4, isKey: n % 4 === 0 }),
    aFragment({ track: SOUND, startSec: n / 4 }),
  ]).flat(),
])

it('shows a film as one that never ends, sound and all', () => {
  const loop = createLoop(film, 2)
  const reader = createMp4Reader()
  reader.read(loop.init)
  const times: number[] = []
  for (let number = 0; number < 20; number++) {
    const { bytes, endSec } = loop.piece(number)
    expect(endSec).toBe((number + 1) / 4)
    const read = reader.read(bytes)
    if (!read.ok) throw new Error(read.refusal.kind)
    expect(read.value).toHaveLength(2)
    for (const one of read.value) if (one.kind === 'fragment' && one.timing) times.push(one.timing.startSec)
  }
  expect(times).toEqual(Array.from({ length: 20 }, (_, n) => n / 4))
  expect(loop.piece(9).bytes).not.toEqual(loop.piece(1).bytes)
})

it('can be joined where a player can begin', () => {
  const loop = createLoop(film, 2)
  expect([0, 0.1, 1, 1.5].map(loop.pieceAt)).toEqual([0, 4, 4, 0])
})

it('refuses what is no film', () => {
  expect(() => createLoop(Buffer.from('no film at all, by any means'), 2)).toThrow()
  expect(() => createLoop(anInit(), 2)).toThrow('There is nothing to play')
})
