import { beforeEach, describe, expect, it } from 'vitest'
import { CAPTION_TEXT_MAX, type Caption } from '#shared/captions.ts'
import { aHandClock } from '#tests/make/hand-clock.ts'
import { openRecogniser, type Recognition } from './recogniser.ts'

let clock: ReturnType<typeof aHandClock>
let begun: (Recognition & { isAborted: boolean })[]
let lines: Caption[]
let refused: string[]
let close: () => void
const current = () => begun.at(-1)!

beforeEach(() => {
  clock = aHandClock()
  ;[begun, lines, refused] = [[], [], []]
  close = openRecogniser({
    ...{ now: clock.now, after: clock.after, number: 100 },
    create() {
      const recognition: Recognition & { isAborted: boolean } = {
        ...{ lang: '', continuous: false, interimResults: false, isAborted: false },
        ...{ onresult: null, onerror: null, onend: null },
        start: () => void begun.push(recognition),
        abort: () => (recognition.isAborted = true),
      }
      return recognition
    },
    onLine: (line) => lines.push(line),
    onRefused: (why) => refused.push(why),
  })
})

/** What the browser has understood so far, the latest of it last; a full stop makes it final. */
function hears(resultIndex: number, ...texts: string[]) {
  const results = texts.map((text) => ({
    0: { transcript: text, confidence: 1 },
    isFinal: text.endsWith('。'),
  }))
  current().onresult!({ resultIndex, results })
}
/** @returns how long it was until it listened again, s */
function endsAndWaits(): number {
  const before = begun.length
  current().onend!()
  const endedMs = clock.now()
  while (begun.length === before) clock.pass(100)
  return (clock.now() - endedMs) / 1_000
}

describe('the recogniser', () => {
  it('tells each line while it is spoken, and its last words', () => {
    hears(0, '这是')
    hears(0, '这是我们村的茶。')
    hears(1, '这是我们村的茶。', ' 现摘 ')
    expect(current()).toMatchObject({ lang: 'zh-CN', continuous: true, interimResults: true })
    expect(lines).toEqual([
      { number: 100, text: '这是', isFinal: false },
      { number: 100, text: '这是我们村的茶。', isFinal: true },
      { number: 101, text: '现摘', isFinal: false },
    ])
  })

  it('tells the end of what is too long, and nothing of silence', () => {
    hears(0, '  ')
    hears(0, `${'很'.repeat(200)}久`)
    expect(lines).toEqual([{ number: 100, text: `${'很'.repeat(CAPTION_TEXT_MAX - 1)}久`, isFinal: false }])
  })

  it('listens again at once when the browser has had enough, with the next line', () => {
    hears(0, '一。', '二')
    clock.pass(60_000)
    expect(endsAndWaits()).toBeLessThan(0.5)
    hears(0, '三')
    expect(lines.at(-1)).toEqual({ number: 102, text: '三', isFinal: false })
  })

  it('waits longer each time that it is of no use, and no longer once it understands something', () => {
    const waits = Array.from({ length: 9 }, () => {
      current().onerror!({ error: 'network' })
      return Math.round(endsAndWaits())
    })
    expect(waits).toEqual([0, 1, 1, 2, 5, 10, 19, 20, 20])
    hears(0, '有信号了')
    expect(endsAndWaits()).toBeLessThan(0.5)
  })

  it.each([
    ['not-allowed', 'denied'],
    ['service-not-allowed', 'denied'],
    ['language-not-supported', 'no_chinese'],
  ])('gives up after %s, and says why', (error, why) => {
    current().onerror!({ error })
    clock.pass(100_000)
    expect(refused).toEqual([why])
    expect(begun).toMatchObject([{ isAborted: true, onend: null }])
  })

  it('is silent once it is closed, whether it listens or waits', () => {
    close()
    expect(current()).toMatchObject({ isAborted: true, onresult: null, onend: null })
    expect(clock.waiting()).toBe(0)
  })

  it('does not listen again when it is closed between two goes', () => {
    current().onend!()
    expect(clock.waiting()).toBe(1)
    close()
    clock.pass(100_000)
    expect(begun).toHaveLength(1)
  })
})
