import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accept, refuse } from '#shared/result.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createCommandStore, type CommandAsked } from './command-store.ts'
import { createHostCommands } from './host-commands.ts'

let counter: SaleCounter
const told: string[] = []
const aNode = () =>
  createHostCommands({
    store: createCommandStore(counter.db),
    clock: counter.clock,
    ids: randomIds,
    done: (liveSessionId) => told.push(liveSessionId),
  })

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 5 })
  told.length = 0
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

const by = { userId: 'user_host', name: '林小满' }
const command = (more: Partial<CommandAsked> = {}): CommandAsked => ({
  liveSessionId: counter.liveSession.id,
  key: randomIds.uuid(),
  command: 'sale:end',
  subject: counter.sale.id,
  by,
  ...more,
})

describe("a host's command", () => {
  it('is done once, however often it comes at the same time, and each is given the same answer', async () => {
    const [node, asked] = [aNode(), command()]
    let runs = 0
    const run = async () => accept({ run: ++runs })

    const answers = await Promise.all([1, 2, 3].map(() => node.once(asked, run)))

    expect(answers).toEqual(Array(3).fill({ ok: true, value: { run: 1 } }))
    expect(told).toEqual([counter.liveSession.id])
    counter.clock.advance(3_600_000)
    expect(await aNode().once(asked, run)).toEqual({ ok: true, value: { run: 1 } })
  })

  it('that another node is doing is asked for again later', async () => {
    const asked = command()
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    let begin = () => {}
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const first = aNode().once(asked, async () => {
      begin()
      await ended
      return accept({ by: 'first' })
    })
    await begun

    expect(await aNode().once(asked, async () => accept({ by: 'second' }))).toEqual({
      ok: false,
      refusal: { kind: 'try_again' },
    })
    end()
    expect(await first).toEqual({ ok: true, value: { by: 'first' } })
    expect(await aNode().once(asked, async () => accept({ by: 'third' }))).toEqual(await first)
  })

  it('of a node that died is done by another; what would add up twice is not', async () => {
    const store = createCommandStore(counter.db)
    const [end, restock] = [command(), command({ command: 'sale:restock' })]
    const now = counter.clock.now()
    const until = new Date(now.getTime() + 30_000)
    for (const asked of [end, restock]) await store.take({ ...asked, key: asked.key! }, { now, until })
    counter.clock.advance(30_000)
    const run = async () => accept({ done: true })

    expect(await aNode().once(end, run)).toEqual({ ok: true, value: { done: true } })
    for (let again = 0; again < 2; again++)
      expect(await aNode().once(restock, run)).toEqual({ ok: false, refusal: { kind: 'outcome_unknown' } })
  })

  it('that threw may be asked for again at once', async () => {
    const [node, asked] = [aNode(), command()]
    const broken = node.once(asked, () => Promise.reject(new Error('no database')))
    await expect(broken).rejects.toThrow('no database')

    expect(await node.once(asked, async () => accept(null))).toEqual({ ok: true, value: null })
  })

  it('is refused when its key came with another command, and remembers a refusal too', async () => {
    const [node, asked] = [aNode(), command()]
    await node.once(asked, async () => refuse({ kind: 'wrong_state' }))

    expect(await node.once({ ...asked, command: 'sale:open' }, async () => accept(null))).toEqual({
      ok: false,
      refusal: { kind: 'command_key_reused' },
    })
    expect(await node.once(asked, async () => accept(null))).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state' },
    })
    expect(told).toEqual([])
  })

  it('is told to everybody who may command: the last one that was done', async () => {
    const { liveSession, sale, clock, db } = counter
    const node = aNode()
    expect(await node.lastAct(liveSession.id)).toBeNull()
    await node.once(command({ command: 'sale:pause' }), async () => accept(null))
    clock.advance(1_000)
    await node.once(command({ key: undefined, by: { userId: 'user_2', name: '小王' } }), async () =>
      accept(null),
    )
    clock.advance(1_000)
    await node.once(command(), async () => refuse({ kind: 'wrong_state' }))

    expect(await node.lastAct(liveSession.id)).toMatchObject({
      command: 'sale:end',
      subject: sale.id,
      byName: '小王',
    })
    await expect(db.hostCommand.updateMany({ data: { byName: '别人' } })).rejects.toThrow('COMMAND_KEPT')
    await expect(db.hostCommand.deleteMany()).rejects.toThrow()
  })
})
