import { beforeEach, describe, expect, it } from 'vitest'
import { BEST_BITS_PER_SECOND, createRate, type Rate } from './rate.ts'

let rate: Rate
let nowMs: number
beforeEach(() => {
  nowMs = 0
  rate = createRate(() => nowMs)
})

/** A look each second. @returns whether each of them asked for another step */
function looks(behindSec: readonly number[], isSending = true): boolean[] {
  return behindSec.map((sec) => {
    nowMs += 1_000
    return rate.isChangedBy(sec * 1_000, isSending)
  })
}
const rateNow = () => rate.step().bitsPerSecond

describe('a line', () => {
  it('that falls behind while it is there carries too much', () => {
    expect(looks([0, 1, 2, 3, 3.5])).toEqual([false, false, false, false, true])
    expect(rateNow()).toBe(BEST_BITS_PER_SECOND / 2)
  })

  it('that comes back slowly is given time for what waited, and nothing of that is let go', () => {
    looks([0, 0])
    looks([1, 4, 8, 10], false)
    // A second or two without anything, as connections begin and as a busy shop answers.
    expect(looks([11, 11, 12, 9, 9, 6, 2, 0])).not.toContain(true)
    expect(rateNow()).toBe(BEST_BITS_PER_SECOND)
  })

  it('that comes back and does not get any of it through is too thin', () => {
    looks([0])
    looks([5, 10], false)
    expect(looks([11, 12, 13, 14, 15])).toEqual([false, false, false, false, true])
  })

  it('is judged as before once what waited has got through', () => {
    looks([5, 10], false)
    expect(looks([10, 5, 1, 3.5, 4])).toEqual([false, false, false, true, true])
  })
})
