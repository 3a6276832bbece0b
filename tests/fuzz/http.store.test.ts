import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { bodyOf, cookieOf, headers, pathOf, queryOf, type Sent } from './forms.ts'
import { openShop, type OpenShop } from './open-shop.ts'
import { watchNode } from './node-watch.ts'
import { patience, runs } from './values.ts'
import { exchange } from './wire.ts'

// Every route of app/routes as it was built, those with an action posted to as well, by a guest and by somebody who may
// do everything, with addresses, headers and bodies that no browser sends. Whatever comes, the shop answers within
// seconds that it is the sender's fault, or does what it was asked; it never says that it is its own.

const watch = watchNode()
let shop: OpenShop
let routes: ServerBuild['routes']

beforeAll(async () => {
  shop = await openShop({ log: watch.log })
  const built = pathToFileURL(path.resolve('build/server/index.js')).href
  routes = ((await import(/* @vite-ignore */ built)) as ServerBuild).routes
}, 180_000)
afterEach(async () => {
  watch.expectNothing()
  await expectHonestService()
  expect((await shop.services.flashSale.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
})
afterAll(async () => {
  watch.stop()
  await shop.close()
})

/** By its file, as in shared/policy-table.ts; Vite sees the files before anything runs. */
const files = Object.keys(import.meta.glob('../../app/routes/*.{ts,tsx}')).map((file) =>
  path.basename(file).replace(/\.tsx?$/, ''),
)
/** Beside Remix's: nothing derives these. */
const otherDoors = [
  '/pictures/:picture/:file',
  '/healthz',
  '/readyz',
  '/metrics',
  '/assets/:file',
  '/__manifest',
  '/:any',
]

/** The pattern of its address, with those it lies in. */
function patternOf(id: string): string {
  const route = routes[id]
  if (!route) throw new Error(`${id} was not built`)
  const above = route.parentId && route.parentId !== 'root' ? patternOf(route.parentId) : ''
  return [above, route.path ?? ''].filter(Boolean).join('/')
}

const rightParams = (): Record<string, string> => ({
  villageId: shop.village.id,
  organisationId: shop.cooperative.id,
  liveSessionId: shop.liveSession.id,
  saleId: shop.sale.id,
  journalId: randomIds.uuid(),
  slug: shop.product.slug,
  key: shop.village.key,
  picture: 'village-yiyou',
  file: '160.webp',
})
/** Whatever any form of ours asks for. What is unknown to a form does it no harm; what is missing should do none. */
const rightFields = (): Record<string, string> => ({
  ...{
    phone: '13812345678',
    code: '123456',
    next: '/orders',
    locale: 'en',
    size: 'large',
    loginSession: 'others',
  },
  ...{
    saleId: shop.shelf.id,
    quantity: '1',
    claimKey: randomIds.uuid(),
    ask: 'claim',
    token: 'x',
    number: 'SH1234567',
  },
  ...{
    recipientName: '王小明',
    province: '福建省',
    city: '福州市',
    district: '鼓楼区',
    street: '东街口 1 号',
  },
  ...{ note: '', acceptFreshReturn: 'on', title: '秋蜜', titleEn: 'Honey', inMinutes: '5', pieces: '1' },
  ...{ when: 'at', at: '2026-12-05T20:00' },
  ...{ variantId: shop.variant.id, priceYuan: '19.9', total: '1', perBuyerLimit: '1', durationSec: '180' },
  ...{ opening: 'fair', text: '好蜜', on: '0' },
})
const asked = [
  'lng',
  'variant',
  'session_id',
  'refused',
  'number',
  'next',
  'priceYuan',
  'variantId',
  '_data',
  '_routes',
  'p',
  'v',
]

type Request = {
  method: string
  target: string
  cookie: string
  more: readonly (readonly [string, string])[]
  sent?: Sent
}

/** @returns the status, the head and the body of the answer */
async function ask({ method, target, cookie, more, sent }: Request) {
  const own = more.some(([name]) => name === 'Host') ? [] : [`Host: ${new URL(shop.origin).host}`]
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...own,
    'Connection: close',
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...more.map(([name, value]) => `${name}: ${value}`),
    ...(sent ? [`Content-Length: ${sent.body.length}`] : []),
    ...(sent?.type ? [`Content-Type: ${sent.type}`] : []),
    '\r\n',
  ].join('\r\n')
  const answer = await exchange(
    shop.origin,
    Buffer.concat([Buffer.from(head, 'latin1'), sent?.body ?? Buffer.alloc(0)]),
  )
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), answer }
}

const right: Request['more'] = []
function post(target: string, fields: Record<string, string>, cookie: string) {
  const body = Buffer.from(new URLSearchParams(fields).toString())
  return ask({
    method: 'POST',
    target,
    cookie,
    more: right,
    sent: { type: 'application/x-www-form-urlencoded', body },
  })
}

async function expectHonestService() {
  const cookie = shop.visitor(`vis_${randomIds.uuid()}`)
  const claim = { saleId: shop.shelf.id, quantity: '1', claimKey: randomIds.uuid() }
  const { status, answer } = await post(`/products/${shop.product.slug}`, claim, cookie)
  expect(status).toBe(303)
  expect(answer).toMatch(/location: \/checkout\/hold_/i)
}

/** Said by HTTP itself, or by us; nothing of it is our fault. */
function expectNoFaultOfOurs({ status, answer }: Awaited<ReturnType<typeof ask>>) {
  expect(status, answer.slice(0, 500)).toBeGreaterThanOrEqual(200)
  expect(status, answer.slice(0, 500)).toBeLessThan(500)
  expect(Object.prototype).not.toHaveProperty('polluted')
  watch.expectNothing()
}

async function callers(): Promise<string[]> {
  const visitor = shop.visitor('vis_fuzz')
  return ['', visitor, `${visitor}; ${await shop.signIn()}`]
}

async function fuzz(pattern: string, methods: readonly string[], count: number) {
  const cookies = await callers()
  const request = fc.record({
    method: fc.constantFrom(...methods),
    target: fc
      .tuple(pathOf(pattern, rightParams()), fc.constantFrom('', '', '', '.data'), queryOf(asked))
      .map(([steps, data, query]) => `${steps}${data}${query}`.replace(/[\s]/g, '+')),
    cookie: fc.constantFrom(...cookies).chain(cookieOf),
    more: headers,
    sent: bodyOf(rightFields()),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ sent, ...rest }) => {
      const hasBody = rest.method !== 'GET' && rest.method !== 'HEAD'
      expectNoFaultOfOurs(await ask(hasBody ? { ...rest, sent } : rest))
    }),
    runs(count),
  )
}

describe.each(files)('%s', (file) => {
  it('answers an address whose letters no header can carry', patience, async () => {
    const target = `/${patternOf(`routes/${file}`)}`.replaceAll(/:\w+\??|\*/g, '%F0%9F%92%A5')
    for (const cookie of await callers()) {
      expectNoFaultOfOurs(await ask({ method: 'GET', target, cookie, more: right }))
    }
  })

  it('answers what no browser asks', patience, async () => {
    const id = `routes/${file}`
    const hasAction = routes[id]?.module.action !== undefined
    await fuzz(
      patternOf(id),
      hasAction ? ['POST', 'POST', 'POST', 'GET'] : ['GET', 'GET', 'GET', 'POST'],
      hasAction ? 12 : 6,
    )
  })
})

describe.each(otherDoors)('%s', (pattern) => {
  it('answers what no browser asks', patience, async () => {
    await fuzz(pattern, ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'TRACE', 'DELETE', 'PROPFIND'], 8)
  })
})

describe('a request that nothing could read', () => {
  const cookie = ''
  const form = 'application/x-www-form-urlencoded'
  const host = 'Host: localhost'

  it.each([
    ['more than a form may have', '/orders/find', 65_537],
    ['more than a paper may have', '/coop/org_coop-yiyou/grants/spend', 20_971_521],
    ['more than Stripe may send', '/webhooks/stripe', 524_289],
  ])('is too large when it is %s', async (_, target, length) => {
    const head = `POST ${target} HTTP/1.1\r\n${host}\r\nContent-Length: ${length}\r\n\r\n`
    expect(await exchange(shop.origin, head)).toMatch(/^HTTP\/1\.1 413 [\s\S]*That is more than we take/)
  })

  it('has to say how large it is', async () => {
    const head = `POST /orders/find HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await exchange(shop.origin, head)).toMatch(/^HTTP\/1\.1 411 /)
  })

  it.each(['/products/%00', '/?_data=root', '/?lng=%00', '/products/%E0%A4%A', '/%', '*'])(
    'is refused at %s',
    async (target) => {
      expect(await ask({ method: 'GET', target, cookie, more: right })).toMatchObject({ status: 400 })
    },
  )

  it.each([
    ['Host', 'a:99999'],
    ['X-Forwarded-Host', 'a:99999'],
    ['Host', ''],
    ['Host', 'somebody@localhost'],
    ['X-Forwarded-Host', 'localhost, somebody@localhost'],
  ])('is refused with %s: %s', async (name, value) => {
    expect(await ask({ method: 'GET', target: '/', cookie, more: [[name, value]] })).toMatchObject({
      status: 400,
    })
  })

  it.each(['OPTIONS', 'TRACE', 'PROPFIND', 'PUT'])('is refused with the method %s', async (method) => {
    expect(await ask({ method, target: '/', cookie, more: right })).toMatchObject({ status: 405 })
  })

  it.each([
    ['no form', { type: 'text/plain', body: 'phone=1' }],
    ['no type', { type: null, body: '' }],
    ['half of a multipart', { type: 'multipart/form-data; boundary=x', body: '--x\r\nContent' }],
    ['a NUL', { type: form, body: 'number=SH123456%00&phone=13812345678' }],
  ])('is a bad one when its body is %s', async (_, { type, body }) => {
    const sent = { type, body: Buffer.from(body) }
    const answer = await ask({ method: 'POST', target: '/orders/find', cookie, more: right, sent })
    expect(answer).toMatchObject({ status: 400 })
  })

  it('is read without the fields that libraries take for commands and paths', async () => {
    const fields = {
      number: 'SH123456',
      phone: '13812345678',
      __state__: '{',
      __intent__: '{',
      'note[999999999]': 'x',
    }
    expect(await post('/orders/find', fields, cookie)).toMatchObject({ status: 404 })
  })

  it('leads on by addresses that a header can carry', async () => {
    const released = await post('/holds/%E4%B8%AD%E6%96%87/release', {}, shop.visitor('vis_a'))
    expect(released.answer).toContain('/checkout/%E4%B8%AD%E6%96%87')
    expect(await post('/locale', { locale: 'en', next: '/中文' }, cookie)).toMatchObject({ status: 303 })
  })
})
