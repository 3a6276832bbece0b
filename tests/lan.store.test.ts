import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '#server/platform/log.ts'
import { INGEST_PATH } from '#shared/ingest.ts'
import { openShop, type OpenShop } from '#tests/fuzz/open-shop.ts'
import { keepCertificate } from '../scripts/lan.mjs'
import { anyFreePort } from '../scripts/ports.mjs'

// What a phone does with the shop of `npm start -- --lan`, believing its certificate.

let dir: string
let shop: OpenShop
let origin: string
let ca: Buffer

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'lan-'))
  const file = path.join(dir, 'certificate.pem')
  await keepCertificate({ addresses: ['127.0.0.1'], file }, new Date())
  ca = readFileSync(file)
  const port = await anyFreePort()
  origin = `https://127.0.0.1:${port}`
  shop = await openShop({
    log: createLog({ LOG_LEVEL: 'silent' }),
    more: { PUBLIC_ORIGIN: origin, TLS_PORT: String(port), TLS_FILE: file },
  })
}, 240_000)
afterAll(async () => {
  await shop.close()
  rmSync(dir, { recursive: true })
})

type Asked = { method?: 'POST'; headers?: Record<string, string> }
const ask = (at: string, { method, headers = {} }: Asked = {}) =>
  new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
    const asked = request(`${origin}${at}`, { ca, headers, ...(method && { method }) }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }))
    })
    asked.on('error', reject).end()
  })

it('shows pages, with cookies that go over TLS only, and takes posts of no other site', async () => {
  const page = await ask('/live')
  expect(page.status).toBe(200)
  expect(String(page.headers['set-cookie'])).toMatch(/visitor=[^;]+;.*Secure/)
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'")

  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = (from: string) => ask('/sign-in', { method: 'POST', headers: { ...form, origin: from } })
  expect((await post('https://elsewhere.example')).status).toBe(403)
  expect((await post(origin)).status).not.toBe(403)
})

it('is believed because of its certificate alone', async () => {
  await expect(
    new Promise((resolve, reject) => request(origin, resolve).on('error', reject).end()),
  ).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

it('opens a room', async () => {
  const phone = io(origin, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, ca: String(ca) },
    extraHeaders: { cookie: shop.visitor('vis_phone'), origin },
  })
  const joined = await phone.emitWithAck('room:join', { liveSessionId: shop.liveSession.id })
  phone.disconnect()
  expect(joined).toMatchObject({ ok: true, value: { state: 'live' } })
})

it("takes a host's picture", async () => {
  const cookie = await shop.signIn()
  const address = `${origin.replace('https', 'wss')}${INGEST_PATH}?liveSessionId=${shop.liveSession.id}`
  const camera = new WebSocket(address, { ca, headers: { cookie, origin } })
  const said = await new Promise((resolve, reject) => {
    camera.on('message', (data: Buffer) => resolve(JSON.parse(String(data))))
    camera.on('error', reject)
    camera.on('close', (code) => reject(new Error(`hung up on: ${code}`)))
  })
  camera.terminate()
  expect(said).toMatchObject({ kind: 'ready' })
})

it('goes on answering on this machine without TLS', async () => {
  expect((await fetch(`${shop.origin}/healthz`)).status).toBe(200)
})
