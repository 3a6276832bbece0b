import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from './build.mjs'
import { closeOnSignals } from './closing.mjs'
import { mustHavePrograms, nodesFrom, openCluster } from './cluster.mjs'
import { install } from './install.mjs'
import { keepCertificate, lanFrom, originsOf } from './lan.mjs'
import { endLeftovers, forget, remember, stillRunning } from './leftovers.mjs'
import { mustBeFree, portFrom } from './ports.mjs'
import { alive } from './processes.mjs'
import { keep, root } from './run.mjs'
import { Hint, say } from './say.mjs'
import { SERVER_FLAGS } from './server-flags.mjs'
import { welcome } from './welcome.mjs'

const READY_WITHIN_MS = 60_000
const print = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`)

/**
 * @typedef {ReturnType<typeof closeOnSignals>} Closing
 * @typedef {Pick<import('./run.mjs').Kept, 'name' | 'kill' | 'stop'>} Running
 * @typedef {{ development: boolean, nodes: number, redis: boolean, lan: import('./lan.mjs').Lan | undefined, port: number,
 *   dataDir: string }} Shop
 */

/**
 * From a bare clone to a running shop. The process ends when the shop is closed.
 * @param {{ development: boolean, nodes: string | undefined, redis: boolean, lan: string | undefined }} how
 */
export async function openShop({ development, nodes, redis, lan }) {
  const closing = closeOnSignals()
  try {
    const port = portFrom(process.env.PORT)
    const dataDir = path.resolve(root, process.env.DATA_DIR ?? '.data')
    const shop = {
      development,
      nodes: nodesFrom(nodes),
      redis,
      lan: await lanFrom(lan, { port, dataDir }),
      ...{ port, dataDir },
    }
    mustHavePrograms(shop)
    await clearTheWay(shop)
    await install()
    if (!development) await build()
    await serve(shop, closing)
  } catch (error) {
    await closing.closeAfter(error)
  }
}

/** One shop for one checkout. @param {Shop} shop */
async function clearTheWay({ development, lan, port, dataDir }) {
  const other = stillRunning(dataDir, 'start')
  if (other)
    throw new Hint(
      `这家店已经开着 · This shop is open already: http://localhost:${other.port} (process ${other.pid}). ` +
        'Stop it there with Ctrl-C first.',
    )
  const ended = await endLeftovers(dataDir)
  if (ended.length > 0) say(`ended what a killed start had left: ${ended.join(', ')}`)
  await mustBeFree(port, development ? 'npm run dev' : 'npm start')
  if (lan) await mustBeFree(lan.port, 'npm start -- --lan', port)
  remember(dataDir, { name: 'start', pid: process.pid, port })
}

/** @param {Shop} shop @param {Closing} closing */
async function serve(shop, closing) {
  const { port, dataDir } = shop
  closing.opened({ stop: () => forget(dataDir, 'start') })
  const databaseUrl = await openDatabase(dataDir, closing)
  const { fillDatabase, setStage, startSandbox } = await import('./stage.mjs')
  const staged = setStage({ as: shop.development ? 'development' : 'demo', port, dataDir, databaseUrl })
  const env = { ...staged, ...(await lanEnv(shop)) }

  const ends = []
  const filled = fillDatabase(env)
  if (!process.env.STRIPE_SECRET_KEY) {
    const { child, origin } = startSandbox(env)
    open(child, { dataDir, closing })
    ends.push(child.ended.then(() => `The Stripe sandbox ended by itself:\n${child.log()}`))
    env.STRIPE_API_BASE = (await Promise.all([origin, filled]))[0]
    say('Stripe sandbox is up')
  }
  await filled
  if (shop.nodes > 1) {
    const cluster = {
      ...shop,
      remember: (/** @type {import('./run.mjs').Kept} */ child) => remember(dataDir, child),
      open: (/** @type {Running} */ child) => closeWithUs(child, { dataDir, closing }),
      onLine: print,
    }
    ends.push(...(await openCluster(cluster, env)))
  } else {
    const server = startServer(shop, { ...env, DEMO_CAMERA: '1' })
    open(server, { dataDir, closing })
    ends.push(server.ended.then(() => `The server ended by itself:\n${server.log()}`))
  }

  const end = Promise.race(ends)
  const address =
    process.env.HOST && !/^(0\.0\.0\.0|::|localhost)$/.test(process.env.HOST) ? process.env.HOST : '127.0.0.1'
  const tooSoon = await Promise.race([end, untilReady(`http://${address}:${port}/readyz`)])
  if (!tooSoon) {
    say('serving')
    await welcome({
      address: process.env.PUBLIC_ORIGIN ?? `http://localhost:${port}`,
      phones: shop.lan ? originsOf(shop.lan) : [],
      dataDir,
    })
  }
  throw new Hint(tooSoon ?? (await end))
}

/** What the server is told of TLS. @param {Shop} shop @returns {Promise<import('./run.mjs').Env>} */
async function lanEnv({ lan }) {
  if (!lan) return {}
  const isNew = await keepCertificate(lan, new Date())
  say(isNew ? 'certificate made for phones in this network' : 'certificate for phones is there')
  return {
    PUBLIC_ORIGIN: process.env.PUBLIC_ORIGIN ?? originsOf(lan)[0],
    TLS_PORT: String(lan.port),
    TLS_FILE: lan.file,
  }
}

/** @param {string} dataDir @param {Closing} closing */
async function openDatabase(dataDir, closing) {
  const { keepDatabase } = await import('./database.mjs')
  const database = await keepDatabase({ dir: path.join(dataDir, 'pg') }, print)
  closing.opened({
    stop: database.stop,
    kill() {
      const pid = database.pid()
      if (pid && alive(pid)) process.kill(pid, 'SIGINT')
    },
  })
  say(process.env.DATABASE_URL ? 'database answers' : 'embedded PostgreSQL is up')
  return database.url
}

/** @param {import('./run.mjs').Kept} child @param {{ dataDir: string, closing: Closing }} shop */
function open(child, { dataDir, closing }) {
  remember(dataDir, child)
  closeWithUs(child, { dataDir, closing })
}

/** @param {Running} child @param {{ dataDir: string, closing: Closing }} shop */
function closeWithUs(child, { dataDir, closing }) {
  closing.opened({
    kill: child.kill,
    async stop() {
      await child.stop()
      forget(dataDir, child.name)
    },
  })
}

/** @param {Shop} shop @param {import('./run.mjs').Env} env */
function startServer({ development }, env) {
  const args = development
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/index.ts']
    : [...SERVER_FLAGS, 'build/main.js']
  return keep('server', args, {
    env: { ...env, LOG_LEVEL: env.LOG_LEVEL ?? (development ? 'info' : 'warn') },
    onLine: print,
  })
}

/** @param {string} url */
async function untilReady(url) {
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return undefined
  }
  return `The server did not answer at ${url} within ${READY_WITHIN_MS / 1000} s.`
}
