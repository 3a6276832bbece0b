import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { createCatalog } from '#server/catalog/index.ts'
import { createGuard } from '#server/guard/index.ts'
import { createLiveSessions, isDemoBuyer, type LiveDeps } from '#server/live/index.ts'
import { createLiveReports } from '#server/live-report/index.ts'
import { createCoupons } from '#server/coupons/index.ts'
import { createLikes } from '#server/likes/index.ts'
import { createLuckyDraws } from '#server/lucky-draws/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { openNodeBus } from '#server/platform/node-bus-lines.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createMetrics } from '#server/platform/metrics.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { visitorCookie } from '#server/platform/visitor.ts'
import { openIngest, openRtmp, openSockets } from '#server/sockets/index.ts'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { fen } from '#shared/money.ts'
import type { Actor } from '#shared/roles.ts'
import { aMedia } from './media.ts'
import { aSaleCounter, type SaleCounter } from './sale-counter.ts'

export type RoomClient = Socket<ServerToClient, ClientToServer>
export type LiveRoom = Awaited<ReturnType<typeof aLiveRoom>>

export const SECRET = 'a-secret-of-thirty-two-characters!'
/** the login cookie of the village's secretary in a live room of a test */
export const SECRETARY = 'session=secretary'
export const visitor = (name: string) => visitorCookie(name, { secret: SECRET, secure: false }).split(';')[0]!

type NodeOptions = { limitFactor?: number; ffmpeg?: string; lowLatencyViewers?: number | undefined }

/**
 * A sale counter with the live door open before it, on a port of its own. `limitFactor` multiplies every limit, for
 * tests in which one client plays many.
 */
export async function aLiveRoom({
  limitFactor = 1,
  ffmpeg = 'none',
  lowLatencyViewers,
  ...world
}: Parameters<typeof aSaleCounter>[0] & NodeOptions = {}) {
  const counter = await aSaleCounter(world)
  const node = await openNode(counter, {
    flashSale: counter.flashSale,
    bus: noOtherNodes,
    ...{ limitFactor, ffmpeg, lowLatencyViewers },
  })
  return {
    ...counter,
    ...node,
    async close() {
      await node.close()
      await counter.close()
    },
  }
}

/** Two nodes on one database, that tell each other news through it. */
export async function twoLiveRooms(world: Parameters<typeof aSaleCounter>[0] = {}) {
  const counter = await aSaleCounter(world)
  const open = async () => {
    const bus = openNodeBus({
      env: { DATABASE_URL: counter.databaseUrl, APP_SECRET: SECRET },
      ids: randomIds,
      log: counter.log,
    })
    const flashSale = counter.openAnother(bus)
    const node = await openNode(counter, { flashSale, bus })
    return {
      ...node,
      flashSale,
      async close() {
        await node.close()
        await flashSale.close()
        await bus.close()
      },
    }
  }
  const nodes = await Promise.all([open(), open()])
  return {
    ...counter,
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()))
      await counter.close()
    },
  }
}

async function openNode(
  { db, clock, log, village }: SaleCounter,
  {
    flashSale,
    bus,
    limitFactor = 1,
    ffmpeg = 'none',
    lowLatencyViewers,
  }: Pick<LiveDeps, 'flashSale' | 'bus'> & NodeOptions,
) {
  const catalog = createCatalog({ db })
  const revenueShare = { preview: async () => ({ legs: [] }), netFor: async () => fen(0) }
  const guard = createGuard({ clock, secret: SECRET, factor: limitFactor })
  const media = aMedia(clock, ffmpeg)
  const live = createLiveSessions({
    db,
    clock,
    ids: randomIds,
    log,
    bus,
    catalog,
    flashSale,
    guard,
    revenueShare,
    media,
    lowLatencyViewers,
  })
  const liveReports = createLiveReports({ db, clock, ids: randomIds, log, isDemo: isDemoBuyer })
  const luckyDraws = createLuckyDraws({ db, clock, ids: randomIds, log, bus, live })
  const coupons = createCoupons({
    ...{ db, clock, ids: randomIds, log, bus },
    revenueShare: { openDiscountAccount: async () => {} },
  })
  const likes = createLikes({ db, clock, log, bus })
  const secretary: Actor = {
    userId: 'user_host',
    name: '林小满',
    phone: null,
    memberships: [{ role: 'secretary', organisationId: null, villageId: village.id, liveSessionId: null }],
  }
  /** who is signed in, by their login cookie */
  const actors = new Map<string, Actor>([[SECRETARY, secretary]])
  const signedIn = async (headers: Headers) => {
    const cookie = headers.get('cookie') ?? ''
    return [...actors].find(([own]) => cookie.includes(own))?.[1] ?? null
  }
  const http = createServer()
  const env = {
    APP_SECRET: SECRET,
    PUBLIC_ORIGIN: 'http://localhost:1',
    TRUST_PROXY: 0,
    DEMO: false,
    SHANHUO_ENV: 'test' as const,
    HOST: '127.0.0.1',
    RTMP_PORT: 0,
  }
  const limits = createRateLimits({ factor: limitFactor })
  const identity = { actor: signedIn }
  const ingest = openIngest({ http, env, clock, limits, log, services: { media, live, identity } })
  const rtmp = await openRtmp({ env, clock, ids: randomIds, limits, log, services: { media, live } })
  const sockets = openSockets({
    http,
    env,
    services: { flashSale, live, liveReports, luckyDraws, likes, coupons, guard, identity },
    demo: { setBuyers: async () => false },
    clock,
    log,
    limits,
    metrics: createMetrics(),
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const clients: RoomClient[] = []
  return {
    live,
    media,
    rtmp,
    liveReports,
    luckyDraws,
    likes,
    coupons,
    audience: sockets.audience,
    guard,
    actors,
    origin,
    connect(cookie: string | null, headers: Record<string, string> = {}): RoomClient {
      const client: RoomClient = io(origin, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { ...headers, ...(cookie === null ? {} : { cookie }) },
      })
      clients.push(client)
      return client
    },
    async close() {
      for (const client of clients) client.disconnect()
      ingest.close()
      rtmp.close()
      await sockets.close()
      luckyDraws.close()
      likes.close()
      coupons.close()
      live.close()
      await media.close()
    },
  }
}
