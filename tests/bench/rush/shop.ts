import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { anyFreePort } from '../../../scripts/ports.mjs'
import { build } from '../../../scripts/build.mjs'
import { keep, type Kept } from '../../../scripts/run.mjs'
import { setStage } from '../../../scripts/stage.mjs'

const READY_WITHIN_MS = 60_000

export type Node = { port: number; pid: number }
export type RunningShop = { secret: string; nodes: Node[]; close(): Promise<void> }

/** The production build as `npm run serve` starts it, as several nodes on one database. */
export async function openShop({
  databaseUrl,
  nodes: count,
}: {
  databaseUrl: string
  nodes: number
}): Promise<RunningShop> {
  await build()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'shanhuo-rush-'))
  const running: Kept[] = []
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
      const started = keep(`node ${node}`, ['--max-semi-space-size=64', 'build/main.js'], {
        // Nobody pays by card here, and one machine plays all the buyers.
        env: {
          ...env,
          STRIPE_API_BASE: 'http://127.0.0.1:9',
          LOG_LEVEL: 'warn',
          RATE_LIMIT_FACTOR: '1000000',
        },
      })
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

async function untilReady(port: number, node: Kept): Promise<void> {
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`The shop did not answer:\n${node.log()}`)
}
