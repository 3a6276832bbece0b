// Sets up what the server needs beside its code: migrated and seeded database, demo secrets, the stand-in for Stripe.
// Shared by start, dev and the e2e tests.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { migrate } from './migrate.mjs'
import { keep, run } from './run.mjs'
import { demoSecrets } from './secrets.mjs'
import { say } from './say.mjs'

/**
 * @typedef {{ as: 'demo' | 'development' | 'test', port: number, dataDir: string, databaseUrl: string }} Stage
 * `port`: where the server will listen
 */

/** @param {Stage} stage @returns {Promise<import('./run.mjs').Env>} what to start the server with */
export async function setStage({ as, port, dataDir, databaseUrl }) {
  mkdirSync(dataDir, { recursive: true })
  const env = {
    ...process.env,
    ...demoSecrets(dataDir, process.env),
    SHANHUO_ENV: as,
    NODE_ENV: as === 'development' ? 'development' : 'production',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: '1',
  }
  const applied = await migrate(databaseUrl)
  if (applied.length > 0)
    say(`database migrated (${applied.length} ${applied.length === 1 ? 'step' : 'steps'})`)
  const seeded = await run(process.execPath, ['--import', 'tsx', 'prisma/seed/index.ts'], { env })
  if (seeded.trim()) say(seeded.trim())
  return env
}

/**
 * @param {import('./run.mjs').Env} env as from setStage
 * @returns {Promise<{ child: import('./run.mjs').Kept, origin: string }>}
 */
export async function startSandbox(env) {
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
      SANDBOX_DATA_DIR: path.join(String(env.DATA_DIR), 'sandbox'),
      SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${env.PORT}/webhooks/stripe`,
      SANDBOX_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET,
    },
    onLine(line) {
      if (line.startsWith('{"ready":true')) ready(JSON.parse(line).port)
    },
  })
  const port = await Promise.race([announced, child.ended.then(() => 0)])
  if (port === 0) throw new Error(`The Stripe sandbox did not start:\n${child.log()}`)
  return { child, origin: `http://127.0.0.1:${port}` }
}
