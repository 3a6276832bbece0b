import express from 'express'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { nonce, securityHeaders, type SecurityOptions } from './security.ts'

const shop = { PUBLIC_ORIGIN: 'https://shanhuo.example', SHANHUO_ENV: 'production' } as const

/** The policy of a page, as browsers are told it. */
async function policy(env: SecurityOptions) {
  const app = express()
  app.use(nonce, securityHeaders(env), (_request, response) => void response.end())
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  server.close()
  const directives = (answer.headers.get('content-security-policy') ?? '').split(';')
  return Object.fromEntries(directives.map((one) => [one.split(' ')[0], one.split(' ').slice(1)]))
}

it('lets a page load nothing from elsewhere', async () => {
  expect(await policy(shop)).toMatchObject({
    'default-src': ["'self'"],
    'connect-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
  })
})

it("lets players load from the engine's origin, and nothing else do so", async () => {
  const said = await policy({ ...shop, LIVE_PLAYBACK_URL: 'https://cdn.example:8443/live/{session}.m3u8' })
  const names = Object.keys(said).filter((name) => said[name]?.includes('https://cdn.example:8443'))
  expect(names).toEqual(['connect-src', 'media-src'])
})
