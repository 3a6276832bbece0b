// Sets up what the server needs: database, migrations, seed, and the stand-in for Stripe. Shared by start, dev and e2e.
import { createServer } from 'node:net'
import path from 'node:path'
import { keep, root, run } from './run.mjs'
import { demoSecrets } from './secrets.mjs'
import { Hint, say } from './say.mjs'
import { remember } from './leftovers.mjs'

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function portIsFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
}

/** @param {number} port @param {string} command */
export async function mustBeFree(port, command) {
  if (await portIsFree(port)) return
  throw new Hint(
    `Port ${port} is taken, by another program or by a shop that is already running. ` +
      `Choose another: PORT=${port + 1} ${command}`,
  )
}

/** @param {string} url @param {import('./run.mjs').Env} env */
async function migrateAndSeed(url, env) {
  const { migrate } = await import('./migrate.mjs')
  const applied = await migrate(url)
  if (applied.length > 0) say(`database migrated (${applied.length} steps)`)
  const seeded = await run(process.execPath, ['--import', 'tsx', 'prisma/seed/index.ts'], {
    env: { ...env, DATABASE_URL: url },
  })
  if (seeded.trim()) say(seeded.trim())
}

/** @param {import('./secrets.mjs').Secrets} secrets @param {{ dataDir: string, port: number }} shop */
async function startSandbox(secrets, { dataDir, port }) {
  /** @type {(port: number) => void} */
  let ready = () => {}
  const announced = new Promise((resolve) => {
    ready = resolve
  })
  const child = keep('sandbox', ['--import', 'tsx', 'sandbox/stripe/main.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      SANDBOX_PORT: process.env.SANDBOX_PORT ?? '0',
      SANDBOX_DATA_DIR: path.join(dataDir, 'sandbox'),
      SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/stripe`,
      SANDBOX_WEBHOOK_SECRET: secrets.STRIPE_WEBHOOK_SECRET,
    },
    onLine(line) {
      if (line.startsWith('{"ready":true')) ready(JSON.parse(line).port)
    },
  })
  const sandboxPort = await Promise.race([announced, child.ended.then(() => 0)])
  if (sandboxPort === 0) throw new Error(`The Stripe sandbox did not start:\n${child.log()}`)
  return { child, origin: `http://127.0.0.1:${sandboxPort}` }
}

/**
 * @param {{ as: 'demo' | 'development' | 'test', port: number, dataDir?: string }} shop
 * @returns {Promise<{ env: import('./run.mjs').Env, stop: () => Promise<void>, died: Promise<string> }>} the environment to
 *   start the server with; `died` resolves with a reason when something it needs ends by itself
 */
export async function setStage({ as, port, dataDir = path.join(root, '.data') }) {
  const { ensureDatabase } = await import('./database.mjs')
  const database = await ensureDatabase({ dir: path.join(dataDir, 'pg') })
  say(process.env.DATABASE_URL ? 'database answers' : 'embedded PostgreSQL is up')
  const secrets = { ...demoSecrets(dataDir), ...given() }
  try {
    const env = {
      ...process.env,
      ...secrets,
      SHANHUO_ENV: as,
      NODE_ENV: as === 'development' ? 'development' : 'production',
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: String(port),
      DEMO: '1',
    }
    await migrateAndSeed(database.url, env)
    if (process.env.STRIPE_SECRET_KEY)
      return { env, stop: () => database.stop(), died: new Promise(() => {}) }
    const { child, origin } = await startSandbox(secrets, { dataDir, port })
    remember(dataDir, child)
    say('Stripe sandbox is up')
    return {
      env: { ...env, STRIPE_API_BASE: origin },
      died: child.ended.then(() => `The Stripe sandbox ended by itself:\n${child.log()}`),
      async stop() {
        await child.stop()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Secrets that the environment gives beat the demo's. */
function given() {
  const names = ['APP_SECRET', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
