// Secrets of the demo: made once, kept under .data, readable to their owner only. Production brings its own.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ APP_SECRET: string, STRIPE_SECRET_KEY: string, STRIPE_WEBHOOK_SECRET: string }} Secrets */

/** @param {string} dataDir @returns {Secrets} */
export function demoSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const token = () => randomBytes(24).toString('hex')
  const made = {
    APP_SECRET: token(),
    STRIPE_SECRET_KEY: `sk_test_${token()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${token()}`,
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}
