import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Env } from '#server/platform/env.ts'
import type { Log } from '#server/platform/log.ts'
import type { Metrics } from '#server/platform/metrics.ts'
import type { RateLimits } from '#server/platform/rate-limits.ts'
import type { Services } from '#server/services.ts'
import type { BuyerTabs } from './tabs.ts'

export type SocketDeps = {
  http: HttpServer
  env: Pick<Env, 'APP_SECRET' | 'PUBLIC_ORIGIN' | 'TRUST_PROXY' | 'DEMO' | 'SHANHUO_ENV'>
  services: Pick<
    Services,
    'flashSale' | 'live' | 'liveReports' | 'luckyDraws' | 'likes' | 'coupons' | 'guard'
  > & {
    identity: Pick<Services['identity'], 'actor'>
  }
  /** a door does not enter another; the application hands it over */
  demo: { setBuyers(liveSessionId: string, on: boolean): Promise<boolean> }
  clock: Clock
  log: Log
  limits: RateLimits
  metrics: Pick<Metrics, 'sockets' | 'claims'>
}

/**
 * `buyerId`: the visitor whose signed cookie came with the handshake; null without one. `presentSince`: when this
 * connection first came into a room, ms. `tabs`: what this buyer's sockets share; null without a buyer.
 */
export type SocketData = {
  buyerId: string | null
  address: string
  presentSince: number | null
  tabs: BuyerTabs | null
}
type NoServerEvents = Record<string, never>
export type RoomServer = Server<ClientToServer, ServerToClient, NoServerEvents, SocketData>
export type RoomSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, SocketData>
export type Handshake = IncomingMessage

/** socket.io rooms: everyone in a live room, those who watch its numbers, all tabs of one buyer. */
export const liveRoom = (liveSessionId: string) => `live:${liveSessionId}`
export const isLiveRoom = (room: string) => room.startsWith('live:')
export const hostRoom = (liveSessionId: string) => `host:${liveSessionId}`
export const buyerRoom = (buyerId: string) => `buyer:${buyerId}`
