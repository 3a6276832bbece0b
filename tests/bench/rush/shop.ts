import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepAlive } from '../../../scripts/keep-alive.mjs'
import { anyFreePort } from '../../../scripts/ports.mjs'
import { build } from '../../../scripts/build.mjs'
import { keep, type Env } from '../../../scripts/run.mjs'
import { SERVER_FLAGS } from '../../../scripts/server-flags.mjs'
import { setStage } from '../../../scripts/stage.mjs'

const READY_WITHIN_MS = 60_000

/** `pid`: of its life now */
export type Node = { port: number; pid(): number }
export type RunningShop = { secret: string; nodes: Node[]; close(): Promise<void> }

type Wanted = { databaseUrl: string; nodes: number; env?: Env; onDeath?: (line: string) => void }

/** The production build as several nodes on one database, which are started again as `npm run cluster` does it. */
export async function openShop({
  databaseUrl,
  nodes: count,
  env: more = {},
  onDeath = console.error,
}: Wanted): Promise<RunningShop> {
  await build()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'shanhuo-shop-'))
  const running: ReturnType<typeof keepAlive>[] = []
  async function close() {
    for (const node of running) await node.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const nodes: Node[] = []
    let secret = ''
    for (let node = 0; node < count; node++) {
      const port = await anyFreePort()
      const env = setStage({ as: 'test', port, dataDir, databaseUrl })
      secret = String(env.APP_SECRET)
      // Nobody pays by card here, and one machine plays all the buyers.
      const own = { STRIPE_API_BASE: 'http://127.0.0.1:9', LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '1000000' }
      const started = keepAlive(
        () =>
          keep(`node ${node}`, [...SERVER_FLAGS, 'build/main.js'], {
            env: { ...env, ...own, ...more },
          }),
        { onLine: onDeath },
      )
      running.push(started)
      await untilReady(port, started)
      nodes.push({ port, pid: started.pid })
    }
    return { secret, nodes, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function untilReady(port: number, node: { log(): string }): Promise<void> {
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`The shop did not answer:\n${node.log()}`)
}
