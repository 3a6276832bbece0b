import { expect, it } from 'vitest'
import { createEngineList } from './engine-list.ts'

const ENGINE = 'https://cdn.example/live/live_1.m3u8'

function anEngineList({ address = () => ENGINE as string | null } = {}) {
  const waits: { ms: number; act(): void }[] = []
  const engine = { isThere: false, backs: 0 }
  const list = createEngineList({
    address,
    hasPicture: async () => engine.isThere,
    after(ms, act) {
      const wait = { ms, act }
      waits.push(wait)
      return () => waits.splice(waits.indexOf(wait), 1)
    },
    onBack: () => engine.backs++,
  })
  return {
    ...{ list, engine },
    waits: () => waits.map(({ ms }) => ms / 1_000),
    async waited() {
      waits.shift()!.act()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

it('is what is loaded until it gives nothing, and again when it has the picture', async () => {
  const { list, engine, waited, waits } = anEngineList()
  expect(list.now()).toBe(ENGINE)
  expect(list.leave()).toBe(true)
  expect(list.now()).toBeNull()
  // What fails meanwhile is the node's list.
  expect(list.leave()).toBe(false)

  await waited()
  expect([list.now(), engine.backs]).toEqual([null, 0])
  engine.isThere = true
  await waited()
  expect([list.now(), engine.backs]).toEqual([ENGINE, 1])
  expect(waits()).toEqual([])
})

it('is tried less and less often, however often it seems to be back', async () => {
  const { list, engine, waited, waits } = anEngineList()
  const waitedFor: number[] = []
  for (let n = 0; n < 7; n++) {
    engine.isThere = n % 2 === 0
    list.leave()
    waitedFor.push(...waits())
    await waited()
  }
  expect(waitedFor).toEqual([15, 30, 60, 120, 240, 300, 300])
})

it('is not gone back to by a player that was closed while it was asked', async () => {
  const { list, engine, waited } = anEngineList()
  engine.isThere = true
  list.leave()
  const asked = waited()
  list.close()
  await asked
  expect(engine.backs).toBe(0)
})

it('is none where the shop has no engine', () => {
  const { list, waits } = anEngineList({ address: () => null })
  expect([list.now(), list.leave()]).toEqual([null, false])
  expect(waits()).toEqual([])
})
