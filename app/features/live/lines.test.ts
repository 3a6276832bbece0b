import { expect, it } from 'vitest'
import { append, withLater } from './lines.ts'

const aLine = (second: number) => ({ id: `line_${second}`, at: `2026-11-24T02:00:0${second}.000Z` })
const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id)

it('takes each line once and keeps the last', () => {
  expect(ids(append([aLine(1), aLine(2)], [aLine(2), aLine(3)], 2))).toEqual(['line_2', 'line_3'])
})

it('keeps what was told while the snapshot was on its way, and nothing that the snapshot has left behind', () => {
  const snapshot = [aLine(3), aLine(4)]
  expect(ids(withLater(snapshot, [aLine(1), aLine(4), aLine(5)], 10))).toEqual(['line_3', 'line_4', 'line_5'])
  expect(ids(withLater([], [aLine(5)], 10))).toEqual(['line_5'])
})
