import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoSecrets } from './secrets.mjs'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('makes the secrets of a demo once, for the owner of the folder only', () => {
  const made = demoSecrets(dir, {})

  expect(demoSecrets(dir, {})).toEqual(made)
  expect(made.APP_SECRET.length).toBeGreaterThanOrEqual(32)
  expect(made.STRIPE_SECRET_KEY).toMatch(/^sk_test_/)
  expect(made.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/)
  expect(statSync(path.join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
})

it('lets the environment win, without writing it down', () => {
  const made = demoSecrets(dir, {})

  expect(demoSecrets(dir, { STRIPE_SECRET_KEY: 'sk_test_mine', APP_SECRET: '' })).toEqual({
    ...made,
    STRIPE_SECRET_KEY: 'sk_test_mine',
  })
  expect(demoSecrets(dir, {})).toEqual(made)
})
