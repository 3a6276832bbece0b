import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accept, refuse } from '#shared/result.ts'
import type { OutboxCommand } from './outbox.ts'
import { createSender, type CommandAnswer } from './sender.ts'

const key = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const tap = (n: number, command: OutboxCommand['command'] = 'sale:end'): OutboxCommand => ({
  ...{ key: key(n), command, subject: `sale_${n}`, action: `/studio/sales/sale_${n}/x`, fields: {} },
  ...{ tappedAt: 0, isSent: false, asksAgain: false, putOff: 0 },
})

/** A device in a shop whose line can be cut. */
function aDevice(kept = new Map<string, string>()) {
  const line = { isUp: true, answers: true, now: 0, says: (): CommandAnswer => accept(null) }
  const arrived: string[] = []
  const answered: string[] = []
  const open = () => {
    const sender = createSender({
      storage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, text) => void kept.set(name, text),
        removeItem: (name) => void kept.delete(name),
      },
      name: 'outbox',
      now: () => line.now,
      reach: async () => line.isUp,
      async send(command) {
        arrived.push(command.key)
        return line.answers ? line.says() : null
      },
      answered: (command, { ok }) => void answered.push(`${command.key} ${ok}`),
    })
    sender.open()
    return sender
  }
  return { line, arrived, answered, kept, open }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const aMoment = () => vi.advanceTimersByTimeAsync(2_000)

describe('the sender of commands', () => {
  it('keeps what is tapped without a signal, and sends it in order when the line is back', async () => {
    const { line, arrived, answered, kept, open } = aDevice()
    line.isUp = false
    const sender = open()
    for (const n of [1, 2, 3]) sender.put(tap(n))
    await aMoment()
    sender.takeBack(key(2))
    expect(sender.state()).toMatchObject({ hasSignal: false, commands: [{ isSent: false }, {}] })
    expect(arrived).toEqual([])

    line.isUp = true
    sender.wake()
    await vi.advanceTimersByTimeAsync(0)

    expect(arrived).toEqual([key(1), key(3)])
    expect(answered).toEqual([`${key(1)} true`, `${key(3)} true`])
    expect(sender.state()).toEqual({ hasSignal: true, commands: [] })
    expect(kept.size).toBe(0)
  })

  it('sends again, with its key, what was not answered; it cannot be taken back', async () => {
    const { line, arrived, answered, open } = aDevice()
    line.answers = false
    const sender = open()
    sender.put(tap(1))
    sender.put(tap(2))
    await vi.advanceTimersByTimeAsync(0)
    sender.takeBack(key(1))
    line.answers = true
    await aMoment()

    expect(arrived).toEqual([key(1), key(1), key(2)])
    expect(answered).toHaveLength(2)
  })

  it('goes on where a page that was loaded again left off', async () => {
    const { line, arrived, open } = aDevice()
    line.isUp = false
    const before = open()
    before.put(tap(1))
    before.put(tap(2))
    await vi.advanceTimersByTimeAsync(0)
    before.close()
    line.isUp = true
    open()
    await vi.advanceTimersByTimeAsync(0)

    expect(arrived).toEqual([key(1), key(2)])
  })

  it('asks about what became old, and sends what stands behind it', async () => {
    const { line, arrived, open } = aDevice()
    line.isUp = false
    const sender = open()
    sender.put(tap(1, 'sale:open'))
    sender.put(tap(2))
    await aMoment()
    Object.assign(line, { isUp: true, now: 61_000 })
    await aMoment()
    expect(arrived).toEqual([key(2)])
    expect(sender.state()).toMatchObject({ hasSignal: true, commands: [{ key: key(1), asksAgain: true }] })

    sender.sendStill(key(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(arrived).toEqual([key(2), key(1)])
  })

  it('lets 急停 overtake what nobody answers, and forgets the opening', async () => {
    const arrived: string[] = []
    const answered: string[] = []
    let answerOpening = (_: CommandAnswer | null) => {}
    const sender = createSender({
      storage: { getItem: () => null, setItem: () => {}, removeItem: () => {} },
      name: 'outbox',
      now: () => 0,
      reach: async () => true,
      send(command) {
        arrived.push(command.key)
        if (command.command === 'session:stop') return Promise.resolve(accept(null))
        return new Promise((resolve) => (answerOpening = resolve))
      },
      answered: (command) => void answered.push(command.key),
    })
    sender.open()
    sender.put(tap(1, 'sale:open'))
    await vi.advanceTimersByTimeAsync(0)
    sender.put(tap(2, 'session:stop'))
    await vi.advanceTimersByTimeAsync(0)
    answerOpening(accept(null))
    await aMoment()

    expect(arrived).toEqual([key(1), key(2)])
    expect(answered).toEqual([key(2)])
  })

  it('waits when the shop says later, and gives up in the end; a refusal holds nothing up', async () => {
    const { line, arrived, answered, open } = aDevice()
    line.says = () => refuse({ kind: 'try_again' })
    const sender = open()
    sender.put(tap(1))
    sender.put(tap(2))
    for (let n = 0; n < 5; n++) await aMoment()
    expect(answered).toEqual([`${key(1)} false`])
    expect(arrived.filter((one) => one === key(1))).toHaveLength(6)

    line.says = () => refuse({ kind: 'wrong_state' })
    await aMoment()
    expect(answered).toEqual([`${key(1)} false`, `${key(2)} false`])
  })
})
