import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { databaseNamed, ensureTemplate } from '#tests/setup/template.ts'
import pg from 'pg'
import { build } from '../../scripts/build.mjs'
import { anyFreePort } from '../../scripts/ports.mjs'
import { keep, run, type Kept } from '../../scripts/run.mjs'
import { SERVER_FLAGS } from '../../scripts/server-flags.mjs'
import { fillDatabase, setStage, startSandbox } from '../../scripts/stage.mjs'
import { joinTestCluster } from '../../scripts/test-cluster.mjs'

const READY_WITHIN_MS = 60_000

/**
 * Opens a whole shop for the run: a seeded database of its own, the Stripe sandbox, the built server, all on free
 * ports. Tests find it by baseURL, and in E2E_ORIGIN, E2E_DATABASE_URL, E2E_SANDBOX, E2E_DATA_DIR and E2E_SERVER_PID. Its end fails the
 * run when the tests have left a sale or a hold that breaks an invariant.
 */
export default async function setup(): Promise<() => Promise<void>> {
  /** What has been opened, closed in the opposite order. */
  const closes: (() => Promise<unknown> | void)[] = []
  const closeAll = async () => {
    for (const close of closes.reverse()) await close()
  }
  try {
    await openAll(closes)
  } catch (error) {
    await closeAll()
    throw error
  }
  return async () => {
    await verifySales().finally(closeAll)
  }
}

async function verifySales(): Promise<void> {
  const env = { ...process.env, DATABASE_URL: process.env.E2E_DATABASE_URL }
  await run(process.execPath, ['--import', 'tsx', 'scripts/sale-verify.ts'], { env })
}

async function openAll(closes: (() => Promise<unknown> | void)[]): Promise<void> {
  await build()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'shanhuo-e2e-'))
  closes.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const cluster = await joinTestCluster()
  closes.push(() => cluster.leave())
  const database = await makeDatabase(cluster.url, await ensureTemplate(cluster))
  closes.push(database.drop)

  const port = await anyFreePort()
  const env = setStage({ as: 'test', port, dataDir, databaseUrl: database.url })
  await fillDatabase(env)
  const sandbox = startSandbox(env)
  closes.push(() => sandbox.child.stop())
  const sandboxOrigin = await sandbox.origin
  const server = keep('server', [...SERVER_FLAGS, 'build/main.js'], {
    env: {
      ...env,
      STRIPE_API_BASE: sandboxOrigin,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      RTMP_PORT: '0',
      // One machine plays all the buyers.
      RATE_LIMIT_FACTOR: '10',
    },
    onLine: (line) => void process.stderr.write(`${line}\n`),
  })
  closes.push(() => server.stop())
  const origin = `http://localhost:${port}`
  await untilReady(`${origin}/readyz`, server)
  Object.assign(process.env, {
    E2E_ORIGIN: origin,
    E2E_DATABASE_URL: database.url,
    E2E_SANDBOX: sandboxOrigin,
    E2E_DATA_DIR: dataDir,
    E2E_SERVER_PID: String(server.pid),
  })
}

async function makeDatabase(url: string, templateUrl: string) {
  const name = `e2e_${randomBytes(6).toString('hex')}`
  const once = async (statement: string) => {
    const client = new pg.Client(url)
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await once(`create database ${name} template ${new URL(templateUrl).pathname.slice(1)}`)
  return {
    url: databaseNamed(url, name),
    drop: () => once(`drop database if exists ${name} with (force)`),
  }
}

async function untilReady(url: string, server: Kept): Promise<void> {
  let ended = false
  void server.ended.then(() => (ended = true))
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline;) {
    if (ended) throw new Error(`The server ended by itself:\n${server.log()}`)
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server did not answer at ${url}:\n${server.log()}`)
}
