import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SERVER_FLAGS } from './server-flags.mjs'

it('is what npm run serve starts a server with, as npm start does', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(scripts.serve).toBe(`NODE_ENV=production exec node ${SERVER_FLAGS.join(' ')} build/main.js`)
})
