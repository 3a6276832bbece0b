import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AppLoadContext } from '@remix-run/node'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activateRules, openBooks } from '#prisma/seed/books.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { readEnv } from '#server/platform/env.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createMetrics } from '#server/platform/metrics.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { visitorCookie } from '#server/platform/visitor.ts'
import { createServices, type Services } from '#server/services.ts'
import { openSockets, type Sockets } from '#server/sockets/index.ts'
import type { ClientToServer } from '#shared/live.ts'
import type { HostCommandName } from '#shared/host-commands.ts'
import { authorise, isAction } from '#shared/policy.ts'
import { commandPolicy, routePolicy, socketPolicy, type Rule } from '#shared/policy-table.ts'
import type { Actor } from '#shared/roles.ts'
import { allCallers, signedInCookie } from './make/callers.ts'
import { aHoneyVillage, type HoneyVillage } from './make/honey-village.ts'
import { createTestDatabase, type TestDatabase } from './setup/test-database.ts'

// Every route and every socket event, knocked at by everybody. What the table says is what the door does.

type Handler = (args: {
  context: AppLoadContext
  request: Request
  params: Record<string, string>
}) => unknown
type Knock = { handler: Handler; method: string; cookie: string; command?: string }
type RouteModule = { loader?: Handler; action?: Handler }
const routes = import.meta.glob<RouteModule>('../app/routes/*.{ts,tsx}')
const nameOf = (file: string) => file.replace('../app/routes/', '').replace(/\.tsx?$/, '')

let test: TestDatabase
let database: Database
let world: HoneyVillage
let services: Services
let visitor: string
let callers: { name: string; cookie: string; actor: Actor | null }[]
const limits = createRateLimits({ factor: 1000 })
const log = createLog({ LOG_LEVEL: 'silent' })

beforeAll(async () => {
  test = await createTestDatabase()
  const env = readEnv({
    SHANHUO_ENV: 'test',
    DATABASE_URL: test.url,
    APP_SECRET: 'a-key-for-tests-of-32-characters-or-more',
    STRIPE_SECRET_KEY: 'sk_test_nobody',
    STRIPE_WEBHOOK_SECRET: 'whsec_nobody',
    STRIPE_API_BASE: 'http://127.0.0.1:1',
    LOG_LEVEL: 'silent',
    DEMO: '1',
  })
  database = openDatabase(env)
  const { db } = database
  world = await aHoneyVillage(db)
  services = createServices({
    env,
    database,
    clock: systemClock,
    ids: randomIds,
    log,
    limits,
    bus: noOtherNodes,
  })
  await openBooks({ db, registry: services.registry, revenueShare: services.revenueShare })
  await activateRules(services.revenueShare)

  visitor = visitorCookie('vis_knocking', { secret: env.APP_SECRET, secure: false }).split(';')[0]!
})
afterAll(async () => {
  await services.flashSale.close()
  await services.checkout.close()
  await database.close()
  await test.drop()
})

/** Signed in afresh, because knocking at sign-out signs out. */
async function everybody() {
  const { village, cooperative, collective } = world
  const ours = {
    villageId: village.id,
    cooperativeId: cooperative.id,
    collectiveId: collective.id,
    liveSessionId: world.liveSession.id,
  }
  callers = [{ name: 'nobody', cookie: '', actor: null }]
  for (const caller of allCallers(ours)) {
    const cookie = await signedInCookie(database.db, services.identity, caller)
    const actor = await services.identity.actor(new Headers({ cookie }))
    callers.push({ name: caller.name, cookie, actor })
  }
}

/** What the test knows to be acted upon: the honey village's things, and its cooperative's book. */
const target = () => ({
  villageId: world.village.id,
  organisationId: world.cooperative.id,
  organisationIds: [world.collective.id, world.cooperative.id],
  liveSessionId: world.liveSession.id,
})

describe('routes', () => {
  beforeAll(everybody)

  it('are in the table, and the table names nothing else', () => {
    expect(Object.keys(routePolicy).sort()).toEqual(Object.keys(routes).map(nameOf).sort())
  })

  const params = (command: string) => ({
    villageId: world.village.id,
    organisationId: world.cooperative.id,
    liveSessionId: world.liveSession.id,
    saleId: world.sale.id,
    journalId: randomIds.uuid(),
    partyId: randomIds.uuid(),
    runId: 'run_none',
    holdId: 'hold_none',
    number: 'none',
    slug: 'none',
    key: 'none',
    command,
    '*': 'none',
  })
  const knock =
    ({ handler, method, cookie, command = 'none' }: Knock) =>
    async (actor: Actor | null, demo: boolean) => {
      const body = method === 'POST' ? new URLSearchParams({ from: 'nobody' }) : null
      const request = new Request('http://127.0.0.1/knock', { method, body, headers: { cookie } })
      const context: AppLoadContext = {
        services,
        log,
        actor,
        demo,
        buyerId: 'vis_knocking',
        cspNonce: '',
        requestId: 'req_knock',
        address: '127.0.0.1',
        publicOrigin: 'http://127.0.0.1',
        rtmpOffer: () => ({ server: null }),
        wordsFile: () => null,
        now: () => systemClock.now(),
      }
      try {
        return statusOf(await handler({ context, request, params: params(command) }))
      } catch (thrown) {
        if (thrown instanceof Error) throw thrown
        return statusOf(thrown)
      }
    }

  for (const file of Object.keys(routes))
    it(`${nameOf(file)} answers everybody as the table says`, async () => {
      const name = nameOf(file)
      if (!isAction(name)) throw new Error(`${name} is not in shared/policy-table.ts`)
      const { loader, action } = await routes[file]!()
      const doors = [
        { handler: loader, method: 'GET' },
        { handler: action, method: 'POST' },
      ]
      for (const { handler, method } of doors)
        for (const caller of handler ? callers : []) {
          const status = await knock({ handler: handler!, method, cookie: caller.cookie })(caller.actor, true)
          const permission = authorise(caller.actor, name, target())
          const expected = permission.ok ? 'let in' : permission.refusal.kind
          // A loader that looks at nothing has nothing to show: it leads elsewhere, or nowhere.
          if (handler!.length === 0) expect(status.code, `${method} ${name}`).toBeGreaterThanOrEqual(300)
          else expect(status.door, `${method} ${name} by ${caller.name}`).toBe(expected)
        }
    })

  it.each(Object.keys(commandPolicy) as HostCommandName[])(
    '%s as a form is closed to whoever may not give it',
    async (name) => {
      const [on, command] = name.split(':')
      const file = on === 'sale' ? 'studio.sales.$saleId.$command' : 'studio.sessions.$liveSessionId.$command'
      const { action } = await routes[`../app/routes/${file}.ts`]!()
      const refused = callers.flatMap((caller) => {
        const permission = authorise(caller.actor, name, target())
        return permission.ok ? [] : [{ ...caller, kind: permission.refusal.kind }]
      })
      expect(refused.map((one) => one.name)).toContain('other sale assistant')
      for (const { cookie, actor, kind, name: caller } of refused)
        expect(
          (await knock({ handler: action!, method: 'POST', cookie, command: command! })(actor, true)).door,
          caller,
        ).toBe(kind)
    },
  )

  it('of the demo are not there without it', async () => {
    const demoOnly = Object.entries(routePolicy).filter(([, rule]) => 'demoOnly' in rule)
    expect(demoOnly.length).toBeGreaterThan(0)
    for (const [name] of demoOnly) {
      const { loader } = await routes[`../app/routes/${name}.tsx`]!()
      expect((await knock({ handler: loader!, method: 'GET', cookie: '' })(null, false)).code).toBe(404)
    }
  })
})

type Knocked = { door: 'let in' | 'not_signed_in' | 'forbidden'; code: number }

/** What a loader or an action answered or threw, as far as the door is concerned. */
function statusOf(answer: unknown): Knocked {
  const code =
    answer instanceof Response
      ? answer.status
      : ((answer as { init?: ResponseInit } | null)?.init?.status ?? 200)
  const location = answer instanceof Response ? answer.headers.get('Location') : null
  if (location?.startsWith('/sign-in?next=')) return { door: 'not_signed_in', code }
  return { door: code === 403 ? 'forbidden' : 'let in', code }
}

describe('socket events', () => {
  let sockets: Sockets
  let origin: string
  const opened: Socket[] = []

  beforeAll(everybody)
  beforeAll(async () => {
    const http = createServer()
    sockets = openSockets({
      http,
      env: {
        APP_SECRET: 'a-key-for-tests-of-32-characters-or-more',
        PUBLIC_ORIGIN: 'http://127.0.0.1',
        TRUST_PROXY: 0,
        DEMO: true,
        SHANHUO_ENV: 'test',
      },
      services,
      demo: { setBuyers: async (_liveSessionId, on) => on },
      clock: systemClock,
      log,
      limits,
      metrics: createMetrics(),
    })
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    for (const socket of opened) socket.disconnect()
    await sockets.close()
  })

  function connect(cookie: string): Socket {
    const socket = io(origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie },
    })
    opened.push(socket)
    return socket
  }
  const requests = (): { [Name in keyof ClientToServer]: Parameters<ClientToServer[Name]>[0] } => {
    const room = { liveSessionId: world.liveSession.id }
    const sale = { saleId: world.sale.id }
    return {
      'room:join': room,
      'room:leave': room,
      'room:snapshot': room,
      'claim:create': { ...sale, quantity: 1, claimKey: randomIds.uuid() },
      'claim:release': { holdId: 'hold_none' },
      'wait:join': { saleId: 'sale_none', quantity: 1, claimKey: randomIds.uuid() },
      'wait:leave': { saleId: 'sale_none' },
      'draw:enter': { drawId: 'draw_none', claimKey: randomIds.uuid() },
      'coupon:take': { offerId: 'offer_none', claimKey: randomIds.uuid() },
      'room:like': { liveSessionId: 'live_none' },
      'chat:send': { ...room, text: '你好' },
      'sale:open': sale,
      'sale:pause': sale,
      'sale:resume': sale,
      'sale:end': sale,
      'session:stop': room,
      'session:resume': room,
      'chat:moderate': { ...room, act: 'hide', messageId: 'chat_none' },
      'item:pin': { ...room, act: 'pin', itemId: 'item_none', version: 0 },
      'caption:say': { ...room, number: 1, text: '乡亲们好', isFinal: false },
      'host:watch': room,
      'demo:buyers': { ...room, on: false },
    }
  }
  const doorOf = (answer: { ok: boolean; refusal?: { kind: string } }) =>
    answer.refusal && /^(not_signed_in|forbidden)$/.test(answer.refusal.kind) ? answer.refusal.kind : 'let in'

  it.each(Object.keys(socketPolicy) as (keyof ClientToServer)[])(
    '%s answers everybody as the table says',
    async (name) => {
      for (const caller of callers) {
        const socket = connect([visitor, caller.cookie].filter(Boolean).join('; '))
        const answer = await socket.timeout(5000).emitWithAck(name, requests()[name])
        const permission = authorise(caller.actor, name, target())
        expect(doorOf(answer), `${name} by ${caller.name}`).toBe(
          permission.ok ? 'let in' : permission.refusal.kind,
        )
        socket.disconnect()
      }
      const rule: Rule = socketPolicy[name]
      const stranger = await connect('').timeout(5000).emitWithAck(name, requests()[name])
      expect(doorOf(stranger), `${name} without a visitor cookie`).toBe(
        rule.who === 'anyone' ? 'let in' : 'not_signed_in',
      )
    },
  )
})
