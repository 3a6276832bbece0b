// The process under load: the real door, and beside it a bare acknowledgement, the prototype of group commit, and the
// usual ways to take stock.
import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { readEnv } from '#server/platform/env.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { createMetrics } from '#server/platform/metrics.ts'
import { openNodeBus } from '#server/platform/node-bus-lines.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { createServices } from '#server/services.ts'
import { openSockets } from '#server/sockets/index.ts'
import type { ClaimRequest } from '#shared/flash-sale.ts'
import {
  CONTESTANTS,
  PER_BUYER_LIMIT,
  SECRET,
  TOTAL,
  type Contestant,
  type ServerAsk,
  type ServerCost,
  type ServerReady,
} from './contract.ts'
import { byPrototype } from './prototype.ts'
import { byRedis } from './redis.ts'
import { byStatement, byTransaction, type Take } from './usual.ts'

const env = readEnv({
  DATABASE_URL: process.env.DATABASE_URL,
  APP_SECRET: SECRET,
  STRIPE_SECRET_KEY: 'sk_test_bench',
  STRIPE_WEBHOOK_SECRET: 'whsec_bench',
  SHANHUO_ENV: 'test',
  RATE_LIMIT_FACTOR: '1000000',
})
const database = openDatabase({ ...env, DATABASE_POOL_MAX: 20 })

const aHold = (request: ClaimRequest) => ({
  holdId: `hold_${'x'.repeat(22)}`,
  saleId: request.saleId,
  quantity: request.quantity,
  unitPriceFen: 5900,
  sequence: 123456,
  state: 'held',
  expiresAt: '2026-11-23T02:05:00.000Z',
  createdAt: '2026-11-23T02:00:00.000Z',
})

/** Takes that were begun and have not ended: a slow contestant leaves a queue that must not run into the next cell. */
let waiting = 0
let whenQuiet: (() => void) | null = null
function ended() {
  waiting--
  if (waiting === 0) whenQuiet?.()
}

/** socket.io with nothing before the handler: no schema, no cookie, no limit, no log. */
function bare(http: HttpServer, take: Take) {
  const io = new Server(http, { serveClient: false, perMessageDeflate: false })
  io.on('connection', (socket) => {
    const buyer = randomUUID()
    socket.on('claim:create', (request: ClaimRequest, answer: (value: unknown) => void) => {
      waiting++
      take({ ...request, buyer })
        .then(
          (ok) => answer(ok ? { ok, value: aHold(request) } : { ok, refusal: { kind: 'sold_out' } }),
          () => answer({ ok: false, refusal: { kind: 'try_again' } }),
        )
        .finally(ended)
    })
  })
}

function ours(http: HttpServer) {
  const log = createLog(env)
  const bus = openNodeBus({ env, ids: randomIds, log })
  const limits = createRateLimits({ factor: env.RATE_LIMIT_FACTOR })
  const services = createServices({ env, database, clock: systemClock, ids: randomIds, log, limits, bus })
  const demo = { setBuyers: async () => false }
  openSockets({ http, env, services, demo, clock: systemClock, log, limits, metrics: createMetrics() })
}

const redisUrl = process.env.REDIS_URL
const takeByRedis = redisUrl && (await byRedis(redisUrl, { total: TOTAL, limit: PER_BUYER_LIMIT }))
const open: Partial<Record<Contestant, (http: HttpServer) => void>> = {
  ack: (http) => bare(http, async () => true),
  ours,
  prototype: (http) => bare(http, byPrototype(database)),
  ...(takeByRedis && { redis: (http) => bare(http, takeByRedis) }),
  statement: (http) => bare(http, byStatement(database)),
  transaction: (http) => bare(http, byTransaction(database)),
}
const ports: ServerReady['ports'] = {}
for (const contestant of CONTESTANTS) {
  const openIt = open[contestant]
  if (!openIt) continue
  const http = createServer()
  openIt(http)
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', 4096, listening))
  ports[contestant] = (http.address() as AddressInfo).port
}
process.send!({ ports } satisfies ServerReady)

let cpuBefore = process.cpuUsage()
const ask: Record<ServerAsk, () => void> = {
  begin() {
    cpuBefore = process.cpuUsage()
  },
  end() {
    const { user, system } = process.cpuUsage(cpuBefore)
    process.send!({ cpuUs: user + system } satisfies ServerCost)
  },
  quiet() {
    const answer = () => {
      whenQuiet = null
      process.send!('quiet')
    }
    if (waiting === 0) answer()
    else whenQuiet = answer
  },
}
process.on('message', (name: ServerAsk) => ask[name]())
