// Secrets of the demo: made once, kept under .data, readable to their owner only. Production brings its own.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ APP_SECRET: string, STRIPE_SECRET_KEY: string, STRIPE_WEBHOOK_SECRET: string }} Secrets */

/**
 * @param {string} dataDir
 * @param {Record<string, string | undefined>} given the environment, which beats what we made
 * @returns {Secrets}
 */
export function demoSecrets(dataDir, given) {
  const made = existing(path.join(dataDir, 'secrets.json'))
  const names = /** @type {(keyof Secrets)[]} */ (Object.keys(made))
  for (const name of names) made[name] = given[name] || made[name]
  return made
}

/** @param {string} file @returns {Secrets} */
function existing(file) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const token = () => randomBytes(24).toString('hex')
  const made = {
    APP_SECRET: token(),
    STRIPE_SECRET_KEY: `sk_test_${token()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${token()}`,
  }
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}
