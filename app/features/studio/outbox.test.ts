import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aged,
  meantStill,
  next,
  put,
  read,
  rebased,
  sent,
  takeBack,
  type Outbox,
  type OutboxCommand,
} from './outbox.ts'

const key = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const a = (n: number, more: Partial<OutboxCommand> = {}): OutboxCommand => ({
  key: key(n),
  command: 'sale:end',
  subject: `sale_${n}`,
  action: `/studio/sales/sale_${n}/end`,
  fields: {},
  tappedAt: 0,
  isSent: false,
  asksAgain: false,
  putOff: 0,
  ...more,
})
const open = (n: number, more: Partial<OutboxCommand> = {}) => a(n, { command: 'sale:open', ...more })
const stop = a(9, { command: 'session:stop', subject: 'live_1' })
const line = (...commands: OutboxCommand[]) => commands.reduce<Outbox>(put, [])
const keys = (outbox: Outbox) => outbox.map((one) => one.key)

describe('what waits for a signal', () => {
  it('is sent in the order of the taps; a second tap on the same is the same one', () => {
    const waiting = line(a(1), open(2), a(1, { key: key(7) }))

    expect(keys(waiting)).toEqual([key(1), key(2)])
    expect(next(waiting)?.key).toBe(key(1))
  })

  it('lets 急停 go first, without what would sell after it', () => {
    const resume = a(4, { command: 'session:resume', subject: 'live_1' })

    expect(keys(line(a(1), open(2), sent(line(open(3)), key(3))[0]!, resume, stop))).toEqual([key(9), key(1)])
  })

  it('can be taken back until it is sent', () => {
    const waiting = sent(line(a(1), a(2)), key(1))

    expect(keys(takeBack(takeBack(waiting, key(1)), key(2)))).toEqual([key(1)])
  })

  it('is asked about again when it begins something and is a minute old; what ends something never is', () => {
    const waiting = aged(line(open(1), a(2)), 60_001)

    expect(waiting.map(({ asksAgain }) => asksAgain)).toEqual([true, false])
    expect(next(waiting)?.key).toBe(key(2))
    expect(next(meantStill(waiting, key(1), 60_001))?.key).toBe(key(1))
    expect(keys(takeBack(sent(waiting, key(1)), key(1)))).toEqual([key(2)])
    expect(aged(line(open(1)), 60_000)[0]!.asksAgain).toBe(false)
  })

  it('pins only what was tapped last, on what this device itself has pinned before', () => {
    const pin = (n: number, version = '3', command: OutboxCommand['command'] = 'session:pin') =>
      a(n, { command, subject: `item_${n}`, fields: { itemId: `item_${n}`, version } })

    expect(keys(line(pin(1), a(5), pin(2)))).toEqual([key(5), key(2)])
    expect(keys(line(pin(1), { ...pin(1), key: key(7) }))).toEqual([key(1)])
    const next = [pin(2, '3', 'session:sold-out'), pin(4, '9')]
    expect(rebased(next, pin(1), { version: 4 }).map(({ fields }) => fields.version)).toEqual(['4', '9'])
    expect(rebased(next, a(5), { version: 4 })).toEqual(next)
  })

  it('survives a reload, and text that is none of ours is nothing', () => {
    const waiting = sent(line(open(1), a(2)), key(1))

    expect(read(JSON.stringify(waiting))).toEqual(waiting)
    for (const text of [null, '', '{', '[{"key":"1"}]', JSON.stringify([a(1, { action: 'https://else' })])])
      expect(read(text)).toEqual([])
  })

  it('never loses an end, whatever is tapped around it', () => {
    const other = fc.constantFrom(open(1), a(2, { command: 'sale:pause' }), stop, open(3))
    fc.assert(
      fc.property(fc.array(other), fc.array(other), (before, after) => {
        const waiting = aged(line(...before, a(5), ...after), 3_600_000)
        expect(waiting.filter((one) => one.key === key(5))).toMatchObject([{ asksAgain: false }])
      }),
    )
  })
})
