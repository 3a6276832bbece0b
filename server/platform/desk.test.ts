import { describe, expect, it } from 'vitest'
import { createDesk } from './desk.ts'

/** A database call that ends when the test says so. */
function heldCall() {
  const calls: { batch: readonly number[]; answer(): void; fail(error: Error): void }[] = []
  const arrivals: (() => void)[] = []
  return {
    calls,
    run: (batch: readonly number[]) =>
      new Promise<number[]>((resolve, reject) => {
        calls.push({ batch, answer: () => resolve(batch.map((n) => n * 10)), fail: reject })
        arrivals.splice(0).forEach((arrived) => arrived())
      }),
    arrived: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => (calls.length >= count ? resolve() : void arrivals.push(look))
        look()
      }),
  }
}

describe('desk', () => {
  it('gathers what comes while a batch is in flight, and keeps arrival order', async () => {
    const database = heldCall()
    const desk = createDesk({ run: database.run, maxBatch: 3, maxQueue: 10 })

    const first = desk.ask(1)
    await database.arrived(1)
    const rest = [2, 3, 4, 5].map((n) => desk.ask(n))
    database.calls[0]!.answer()
    await database.arrived(2)
    database.calls[1]!.answer()
    await database.arrived(3)
    database.calls[2]!.answer()

    expect(await first).toBe(10)
    expect(await Promise.all(rest)).toEqual([20, 30, 40, 50])
    expect(database.calls.map(({ batch }) => batch)).toEqual([[1], [2, 3, 4], [5]])
  })

  it('refuses at once when the queue is full', async () => {
    const database = heldCall()
    const desk = createDesk({ run: database.run, maxBatch: 1, maxQueue: 2 })

    const inFlight = desk.ask(1)
    await database.arrived(1)
    const waiting = [desk.ask(2), desk.ask(3)]
    const refused = desk.ask(4)
    for (const n of [1, 2, 3]) {
      await database.arrived(n)
      database.calls[n - 1]!.answer()
    }

    expect(refused).toBeNull()
    expect(await Promise.all([inFlight, ...waiting])).toEqual([10, 20, 30])
  })

  it('gives an error to the batch that met it, and goes on with the next', async () => {
    const database = heldCall()
    const desk = createDesk({ run: database.run, maxBatch: 1, maxQueue: 2 })

    const lost = desk.ask(1)
    const next = desk.ask(2)
    await database.arrived(1)
    database.calls[0]!.fail(new Error('connection lost'))
    await database.arrived(2)
    database.calls[1]!.answer()

    await expect(lost).rejects.toThrow('connection lost')
    expect(await next).toBe(20)
  })

  it('tells those who wait how many are asked before them', async () => {
    const database = heldCall()
    const told: [request: number, ahead: number][] = []
    let hear = () => {}
    const heard = new Promise<void>((resolve) => (hear = resolve))
    const desk = createDesk({
      run: database.run,
      maxBatch: 2,
      maxQueue: 10,
      waitingMs: 5,
      onWaiting(request, ahead) {
        told.push([request, ahead])
        if (request === 4) hear()
      },
    })
    const answers = [1, 2, 3, 4].map((n) => desk.ask(n))
    await heard
    for (const n of [1, 2]) {
      await database.arrived(n)
      database.calls[n - 1]!.answer()
    }

    expect(told.slice(0, 4)).toEqual([
      [1, 0],
      [2, 0],
      [3, 2],
      [4, 3],
    ])
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40])
  })

  it('drains what it has taken', async () => {
    const desk = createDesk({ run: async (batch: readonly number[]) => batch, maxBatch: 2, maxQueue: 10 })
    const answers = [1, 2, 3].map((n) => desk.ask(n))

    await desk.drain()

    expect(desk.waiting()).toBe(0)
    expect(await Promise.all(answers)).toEqual([1, 2, 3])
  })

  it('hears others between the answers of a large batch, and has drained when all have theirs', async () => {
    const desk = createDesk({ run: async (batch: readonly number[]) => batch, maxBatch: 500, maxQueue: 500 })
    const seen: string[] = []
    const answers = Array.from({ length: 500 }, (_, n) => desk.ask(n)!)
    void answers[0]!.then(() => setImmediate(() => seen.push('somebody else')))
    void answers[199]!.then(() => seen.push('the last of the first'))
    void answers[499]!.then(() => seen.push('the last of all'))

    await desk.drain()

    expect(seen).toEqual(['the last of the first', 'somebody else', 'the last of all'])
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 500 }, (_, n) => n))
  })
})
