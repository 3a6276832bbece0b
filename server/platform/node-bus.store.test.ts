import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { asOwner } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createLog } from './log.ts'
import { postgresLine } from './node-bus-postgres.ts'
import { redisLine } from './node-bus-redis.ts'
import { createNodeBus, type NodeBus, type OpenLine } from './node-bus.ts'

const PATIENCE = { timeout: 15_000, interval: 20 }
const REDIS = '/usr/bin/redis-server'
const log = createLog({ LOG_LEVEL: 'silent' })
const words = { name: 'words', schema: z.string() }

let opened: NodeBus[] = []
afterEach(async () => {
  await Promise.all(opened.map((bus) => bus.close()))
  opened = []
})

function join(nodeId: string, openLine: OpenLine) {
  const bus = createNodeBus({ nodeId, openLine, log })
  opened.push(bus)
  const heard: string[] = []
  const gaps: string[] = []
  bus.subscribe(words, (word, from) => heard.push(`${from}: ${word}`))
  bus.onGap((gap) => gaps.push(gap))
  return { bus, heard, gaps, say: (word: string) => bus.publish(words, word) }
}
type Joined = ReturnType<typeof join>

/** What is told before a line is up waits; what is told to a line that is not up is missed. */
async function haveMet(...nodes: Joined[]) {
  await vi.waitFor(() => {
    for (const node of nodes) node.say('hello')
    for (const { heard } of nodes) expect(new Set(heard).size).toBe(nodes.length - 1)
  }, PATIENCE)
}

/** What every line must do. `cut` takes it from all nodes at once, and it comes back. */
function aLine(open: () => OpenLine, cut: () => Promise<unknown>) {
  it('brings news to every other node, in order, and not to the teller', async () => {
    const [a, b, c] = [join('a', open()), join('b', open()), join('c', open())]
    await haveMet(a, b, c)
    const long = '长'.repeat(2_000)
    const told = Array.from({ length: 40 }, (_, n) => `${n} ${long}`)

    for (const word of told) a.say(word)

    await vi.waitFor(() => {
      for (const { heard } of [b, c])
        expect(heard.filter((line) => line.includes(long))).toEqual(told.map((word) => `a: ${word}`))
    }, PATIENCE)
    expect(a.heard.some((line) => line.startsWith('a:'))).toBe(false)
  })

  it('mends itself: what was told meanwhile arrives, and everybody looks again', async () => {
    const [a, b] = [join('a', open()), join('b', open())]
    await haveMet(a, b)

    await cut()
    await vi.waitFor(() => expect([a.gaps.at(-1), b.gaps.at(-1)]).toEqual(['back', 'back']), PATIENCE)
    a.say('afterwards')

    await vi.waitFor(() => expect(b.heard).toContain('a: afterwards'), PATIENCE)
  })
}

describe('over PostgreSQL', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()))
    await database.drop()
  })
  const cut = () =>
    asOwner(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'shanhuo-nodes'`,
    )
  aLine(() => postgresLine({ DATABASE_URL: database.url }), cut)

  it('says what is too long for it at once', () => {
    const { say } = join('a', postgresLine({ DATABASE_URL: database.url }))
    expect(() => say('长'.repeat(3_000))).toThrow(/too long/)
  })

  it('tells the others to look again when too much had to wait', async () => {
    const line = () => postgresLine({ DATABASE_URL: database.url })
    const [b, c] = [join('b', line()), join('c', line())]
    await haveMet(b, c)
    const late = join('a', line())

    for (let n = 0; n < 6_000; n++) late.say(String(n))

    // A greeting of c may still be on its way: who tells what is in order, not who tells first.
    const ofLate = () => b.heard.filter((word) => word.startsWith('a: '))
    await vi.waitFor(() => expect(ofLate().at(-1)).toBe('a: 5999'), PATIENCE)
    expect(b.gaps).toEqual(['back'])
    expect(ofLate().length).toBeLessThan(1_100)
  })
})

describe.skipIf(!existsSync(REDIS))('over Redis', () => {
  let redis: ChildProcess
  let port: number
  beforeEach(async () => {
    port = await freePort()
    redis = startRedis(port)
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()))
    await ended(redis)
  })
  aLine(
    () =>
      redisLine({ REDIS_URL: `redis://127.0.0.1:${port}`, APP_SECRET: 'a-secret-of-thirty-two-characters!' }),
    async () => {
      await ended(redis)
      redis = startRedis(port)
    },
  )
})

const startRedis = (port: number) =>
  spawn(REDIS, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
const ended = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGKILL')
  })
const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
