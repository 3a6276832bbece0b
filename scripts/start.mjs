// npm start: from a bare clone to a running shop. Installs, builds, starts the database and the Stripe sandbox,
// migrates, seeds, serves; stops all of it, in order, on Ctrl-C. `--dev` serves from source with hot reload.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { install } from './install.mjs'
import { endLeftovers, forget, remember } from './leftovers.mjs'
import { keep, root } from './run.mjs'
import { explain, Hint, say } from './say.mjs'
import { mustBeFree, setStage } from './stage.mjs'

const development = process.argv.includes('--dev')
const dataDir = path.resolve(root, process.env.DATA_DIR ?? '.data')
const READY_WITHIN_MS = 60_000

function wantedPort() {
  const port = Number(process.env.PORT ?? 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Hint(`PORT=${process.env.PORT} is no port: it is a number from 1 to 65535.`)
}

/** @param {import('./run.mjs').Env} env */
function startServer(env) {
  const args = development
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/index.ts']
    : ['--enable-source-maps', 'build/main.js']
  const show = development || process.env.LOG_LEVEL !== undefined
  return keep('server', args, {
    env: { ...env, LOG_LEVEL: env.LOG_LEVEL ?? (development ? 'info' : 'warn') },
    onLine: (line) => (show ? process.stdout.write(`${line}\n`) : process.stderr.write(`${line}\n`)),
  })
}

/** @param {number} port @param {ReturnType<typeof keep>} server */
async function untilReady(port, server) {
  let dead = false
  void server.ended.then(() => (dead = true))
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
    if (dead) throw new Hint(`The server did not start:\n${server.log()}`)
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`The server did not answer within a minute:\n${server.log()}`)
}

/** @param {number} port */
function welcome(port) {
  const file = path.join(dataDir, 'demo-accounts.json')
  /** @type {{ zh: string, en: string, phone: string }[]} */
  const accounts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const address = `http://localhost:${port}`
  process.stdout.write(
    [
      '',
      `  山货已开张 · The shop is open:  ${address}`,
      '',
      '  演示账号（在 /sign-in 登录，验证码见 /demo/messages）· Demo accounts (codes at /demo/messages):',
      ...accounts.map(({ zh, en, phone }) => `    ${phone}  ${zh} · ${en}`),
      '',
      '  试一试 · Try:',
      `    ${address}            进直播间，抢一份，用卡 4242 4242 4242 4242 付款 · join the live sale, claim, pay`,
      `    ${address}/studio     书记开播、上架、开抢，打开演示买家 · host a sale, switch on demo buyers`,
      `    ${address}/coop       合作社看账：多少是我们的，为什么 · what is ours, and why`,
      '',
      '  不会真的扣钱：付款页是沙盒。Ctrl-C 全部停止。 No money moves. Ctrl-C stops everything.',
      '',
    ].join('\n'),
  )
}

/**
 * Stops in order, once; a second signal does not wait.
 * @param {(() => Promise<void> | void)[]} stops
 */
function closer(stops) {
  /** @type {Promise<never> | undefined} */
  let closing
  const stopAll = async (/** @type {number} */ code) => {
    for (const stop of stops) await stop()
    return process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (closing) process.exit(1)
      process.stdout.write('\nclosing …\n')
      closing = stopAll(0)
    })
  return {
    /** @param {unknown} error what ended us, unless we are closing anyway */
    async closeAfter(error) {
      if (!closing) explain(error)
      closing ??= stopAll(1)
      await closing
    },
  }
}

async function main() {
  const port = wantedPort()
  await install()
  const ended = await endLeftovers(dataDir)
  if (ended.length > 0) say(`ended what an earlier start had left: ${ended.join(', ')}`)
  await mustBeFree(port, development ? 'npm run dev' : 'npm start')
  if (!development) await (await import('./build.mjs')).build()

  /** @type {(() => Promise<void> | void)[]} */
  const stops = []
  const { closeAfter } = closer(stops)
  try {
    const stage = await setStage({ as: development ? 'development' : 'demo', port, dataDir })
    stops.push(
      () => stage.stop(),
      () => forget(dataDir, 'sandbox'),
    )
    const server = startServer(stage.env)
    remember(dataDir, server)
    stops.unshift(
      () => server.stop(),
      () => forget(dataDir, 'server'),
    )
    await untilReady(port, server)
    welcome(port)
    const reason = await Promise.race([
      stage.died,
      server.ended.then(() => `The server ended by itself:\n${server.log()}`),
    ])
    throw new Hint(reason)
  } catch (error) {
    await closeAfter(error)
  }
}

try {
  await main()
} catch (error) {
  explain(error)
  process.exit(1)
}
