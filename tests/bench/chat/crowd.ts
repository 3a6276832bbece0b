// The room: everybody listens, some speak. What is said bears a number, by which it is known again.
import { setTimeout as sleep } from 'node:timers/promises'
import { connectBuyer, connectMany, type SocketBuyer } from '../socket-buyer.ts'
import type { CrowdHeard, CrowdOrder, Room } from './contract.ts'

/** Digits are masked, as they may be a telephone's. */
const LETTERS = 'bdfghj'
const NUMBERED = /\(([bdfghj]+)\)/g
const TICK_MS = 10
/** What is under way when the last line was sent. */
const SETTLE_MS = 2_000

type Viewer = SocketBuyer & { heard: number[]; asked: number }
type Line = { sentAt: number; answeredAt: number | null }

let room: Room
let viewers: Viewer[] = []
let lines: Line[] = []
let refused: Record<string, number> = {}
let latenesses: number[] = []

const lettersOf = (number: number): string =>
  (number >= LETTERS.length ? lettersOf(Math.floor(number / LETTERS.length)) : '') +
  LETTERS[number % LETTERS.length]!
const numberOf = (letters: string) =>
  [...letters].reduce((number, letter) => number * LETTERS.length + LETTERS.indexOf(letter), 0)

/** JSON in ASCII, as the sockets of benches speak it */
const ascii = (value: unknown) =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

async function seat(): Promise<Viewer> {
  const heard: number[] = []
  /** the line that an ask was, by the ask's number; the first ask is to be let in */
  const asks: (Line | null)[] = []
  let letIn: (text: string) => void = () => {}
  const isIn = new Promise<string>((resolve) => (letIn = resolve))
  const buyer = await connectBuyer({
    port: room.port,
    secret: room.secret,
    onAnswer(text) {
      const line = asks[Number(/^43(\d+)/.exec(text)![1])]
      if (!line) return letIn(text)
      line.answeredAt = performance.now()
      if (text.includes('"ok":true')) return
      const kind = /"kind":"(\w+)"/.exec(text)?.[1] ?? 'strange'
      refused[kind] = (refused[kind] ?? 0) + 1
    },
    onNews(text) {
      if (!text.startsWith('42["chat:sent"')) return
      const now = performance.now()
      for (const [, letters] of text.matchAll(NUMBERED)) {
        const number = numberOf(letters!)
        heard.push(number)
        latenesses.push(now - lines[number]!.sentAt)
      }
    },
    onLost(error) {
      throw error
    },
  })
  const viewer: Viewer = {
    ...buyer,
    heard,
    asked: 0,
    emit(event, json) {
      asks[viewer.asked++] = event === 'chat:send' ? lines.at(-1)! : null
      buyer.emit(event, json)
    },
  }
  viewer.emit('room:join', ascii({ liveSessionId: room.liveSessionId }))
  const answer = await isIn
  if (!answer.includes('"ok":true')) throw new Error(`A viewer was not let in: ${answer}`)
  return viewer
}

async function talk(sec: number): Promise<CrowdHeard> {
  lines = []
  refused = {}
  latenesses = []
  for (const viewer of viewers) viewer.heard.length = 0
  const all = sec * room.perSecond
  const startedAt = performance.now()
  while (lines.length < all) {
    const due = Math.min(all, Math.ceil(((performance.now() - startedAt) * room.perSecond) / 1_000))
    while (lines.length < due) speak()
    await sleep(TICK_MS)
  }
  await sleep(SETTLE_MS)
  return report()
}

function speak() {
  const number = lines.length
  lines.push({ sentAt: performance.now(), answeredAt: null })
  const text = `这蜜真香，第(${lettersOf(number)})罐也要`
  viewers[number % room.speakers]!.emit('chat:send', ascii({ liveSessionId: room.liveSessionId, text }))
}

function report(): CrowdHeard {
  const percentile = (values: readonly number[], part: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? NaN
  const answered = lines.filter(({ answeredAt }) => answeredAt !== null)
  const [first] = viewers
  return {
    said: lines.length,
    accepted: answered.length - Object.values(refused).reduce((sum, count) => sum + count, 0),
    refused,
    heard: latenesses.length,
    twice: viewers.reduce((sum, { heard }) => sum + heard.length - new Set(heard).size, 0),
    disordered: viewers.filter(({ heard }) => heard.join() !== first!.heard.join()).length,
    p50Ms: percentile(latenesses, 0.5),
    p99Ms: percentile(latenesses, 0.99),
    answerP99Ms: percentile(
      answered.map(({ sentAt, answeredAt }) => answeredAt! - sentAt),
      0.99,
    ),
  }
}

async function obey(order: CrowdOrder): Promise<CrowdHeard | 'seated' | 'left'> {
  if (order === 'leave') {
    for (const { leave } of viewers) leave()
    return 'left'
  }
  if ('talkSec' in order) return talk(order.talkSec)
  room = order.seat
  viewers = await connectMany(room.viewers, seat)
  return 'seated'
}
process.on('message', (order: CrowdOrder) => {
  obey(order).then(
    (said) => process.send!(said),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
