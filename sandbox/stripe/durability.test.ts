import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Stripe from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import { startStripeSandbox } from './index.ts'
import { anOrder, openBench, payBy, stripeAt, visit } from './test-bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const closing: (() => void | Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'))
  closing.push(() => rmSync(directory, { recursive: true }))
  return directory
}

type Child = { process: ChildProcess; stripe: Stripe; ended: Promise<number | null> }

async function spawnSandbox(dataDir: string, env: Record<string, string> = {}): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/stripe/main.ts'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test', SANDBOX_PORT: '0', SANDBOX_DATA_DIR: dataDir, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  closing.push(() => void child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const line = new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
  )
  const started = await Promise.race([line, ended.then(() => undefined)])
  if (started === undefined) throw new Error(`The sandbox did not start: ${complaint}`)
  const { port } = JSON.parse(started) as { port: number }
  return { process: child, stripe: stripeAt({ port }), ended }
}

describe('the sandbox’s state', () => {
  it('survives a restart: payments, idempotent answers, the clock and undelivered webhooks', async () => {
    const bench = await openBench({ retryDelaysMs: [0, 0, 0] })
    closing.push(() => bench.close())
    bench.sandbox.setChaos({ delayMs: 200 })
    const now = await bench.sandbox.advanceClock(86_400)
    const create = () => bench.stripe.checkout.sessions.create(anOrder(), { idempotencyKey: 'once' })
    const session = await create()
    await payBy(session)
    await bench.restart()

    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: 'paid',
    })
    expect((await create()).id).toBe(session.id)
    expect(await bench.sandbox.advanceClock(0)).toBeGreaterThanOrEqual(now)
    expect((await bench.shop.first('checkout.session.completed')).data.object).toMatchObject({
      id: session.id,
    })
    expect(bench.sandbox.violations()).toEqual([])
  })

  it('keeps every answered request through kill -9', async () => {
    const dataDir = aDirectory()
    const first = await spawnSandbox(dataDir)
    const answered: string[] = []
    const asking = Array.from({ length: 40 }, () =>
      first.stripe.checkout.sessions.create(anOrder()).then((session) => {
        answered.push(session.id)
        if (answered.length === 20) first.process.kill('SIGKILL')
      }),
    )
    await Promise.allSettled([...asking, first.ended])
    expect(answered.length).toBeGreaterThanOrEqual(20)

    const second = await spawnSandbox(dataDir)
    for (const id of answered)
      expect((await second.stripe.checkout.sessions.retrieve(id)).status).toBe('open')
    second.process.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  }, 30_000)

  it('leaves out a line that a crash cut short, and refuses a file that somebody damaged', async () => {
    const dataDir = aDirectory()
    const start = () => startStripeSandbox({ dataDir, port: 0 })
    const first = await start()
    const session = await stripeAt(first).checkout.sessions.create(anOrder())
    await first.close()
    appendFileSync(join(dataDir, 'state.jsonl'), '[{"table":"sess')
    const second = await start()
    expect((await stripeAt(second).checkout.sessions.retrieve(session.id)).id).toBe(session.id)
    expect((await visit(String(session.url).replace(first.origin, second.origin))).status).toBe(200)
    await second.close()
    appendFileSync(join(dataDir, 'state.jsonl'), 'not json\n')
    await expect(start()).rejects.toThrow('damaged at line')
  })
})

describe('the process', () => {
  it('never starts in production', async () => {
    await expect(spawnSandbox(aDirectory(), { NODE_ENV: 'production' })).rejects.toThrow(
      'NODE_ENV=production',
    )
  })

  it('delivers to this machine only', async () => {
    const webhook = { url: 'http://shop.example/hook', secret: 'whsec_x' }
    await expect(startStripeSandbox({ dataDir: aDirectory(), port: 0, webhook })).rejects.toThrow(
      'this machine only',
    )
  })

  it('says which port is taken', async () => {
    const first = await startStripeSandbox({ dataDir: aDirectory(), port: 0 })
    closing.push(() => first.close())
    await expect(startStripeSandbox({ dataDir: aDirectory(), port: first.port })).rejects.toThrow(
      'SANDBOX_PORT',
    )
  })

  it('ends with the one who started it, if told so', async () => {
    const child = await spawnSandbox(aDirectory(), { SANDBOX_EXIT_ON_STDIN_CLOSE: '1' })
    child.process.stdin?.end()
    expect(await child.ended).toBe(0)
  })
})
