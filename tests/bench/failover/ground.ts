// What may die: nodes, a PostgreSQL and a Redis of the bench's own, each started again as `npm run cluster` does it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { REDIS, startRedis } from '../../../scripts/cluster.mjs'
import { keepDatabase } from '../../../scripts/database.mjs'
import { keepAlive } from '../../../scripts/keep-alive.mjs'
import { anyFreePort } from '../../../scripts/ports.mjs'
import { openPlace } from '../place.ts'
import { openShop, type RunningShop } from '../rush/shop.ts'

const silently = () => {}

export type Ground = {
  place: Awaited<ReturnType<typeof openPlace>>
  shop: RunningShop
  postgres: { pid(): number }
  /** null: it is not installed */
  redis: { port: number; pid(): number } | null
  close(): Promise<void>
}

export async function openGround(nodes: number): Promise<Ground> {
  const opened: (() => Promise<void>)[] = []
  async function close() {
    for (let last = opened.pop(); last; last = opened.pop()) await last()
  }
  // What is kept alive would outlive us.
  process.once('SIGINT', () => void close().then(() => process.exit(130)))
  try {
    const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-failover-'))
    opened.push(async () => rmSync(dir, { recursive: true, force: true }))
    const postgres = await keepDatabase(
      { dir: path.join(dir, 'pg'), url: undefined, settings: ['max_connections=200'] },
      silently,
    )
    opened.push(postgres.stop)
    const place = await openPlace({ url: postgres.url, leave: async () => {} })
    opened.push(place.close)
    const redis = await openRedis()
    if (redis) opened.push(redis.stop)
    const opening = openShop({
      databaseUrl: place.url,
      nodes,
      onDeath: silently,
      env: { DATABASE_POOL_MAX: '16', ...(redis && { REDIS_URL: `redis://127.0.0.1:${redis.port}` }) },
    })
    // Before it is open: what asks us to end while it opens ends it too.
    opened.push(async () => (await opening.catch(() => null))?.close())
    const shop = await opening
    return { place, shop, postgres: { pid: () => postgres.pid()! }, redis, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openRedis() {
  const command = REDIS.find((place) => existsSync(place))
  if (!command) return null
  const port = await anyFreePort()
  return { port, ...keepAlive(() => startRedis(command, port), { onLine: silently }) }
}
