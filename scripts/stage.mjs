// Sets up what the server needs beside its code: migrated and seeded database, demo secrets, the stand-in for Stripe.
// Shared by start, dev and the e2e tests.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { migrate } from './migrate.mjs'
import { keep, run } from './run.mjs'
import { demoSecrets } from './secrets.mjs'
import { Hint, say } from './say.mjs'

/**
 * @typedef {{ as: 'demo' | 'development' | 'test', port: number, dataDir: string, databaseUrl: string }} Stage
 * `port`: where the server will listen
 */

/**
 * @param {Stage} stage
 * @returns {import('./run.mjs').Env} what the server is started with; the sandbox's address is added by who starts it
 */
export function setStage({ as, port, dataDir, databaseUrl }) {
  mkdirSync(dataDir, { recursive: true })
  return {
    ...process.env,
    ...demoSecrets(dataDir, process.env),
    SHANHUO_ENV: as,
    NODE_ENV: as === 'development' ? 'development' : 'production',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: '1',
  }
}

/** Migrates, and makes the demo world where there is none. @param {import('./run.mjs').Env} env as from setStage */
export async function fillDatabase(env) {
  const applied = await migrate(String(env.DATABASE_URL))
  if (applied.length > 0)
    say(`database migrated (${applied.length} ${applied.length === 1 ? 'step' : 'steps'})`)
  const seeded = await run(process.execPath, ['--import', 'tsx', 'prisma/seed/index.ts'], { env })
  if (seeded.trim()) say(seeded.trim())
}

/**
 * @param {import('./run.mjs').Env} env as from setStage
 * @returns {{ child: import('./run.mjs').Kept, origin: Promise<string> }} `origin`: where it answers, once it does
 */
export function startSandbox(env) {
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
  const origin = Promise.race([announced, child.ended.then(() => 0)]).then((port) => {
    if (port === 0) throw new Hint(`The Stripe sandbox did not start:\n${child.log()}`)
    return `http://127.0.0.1:${port}`
  })
  return { child, origin }
}
