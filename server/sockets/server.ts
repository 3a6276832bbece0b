import type { Server as HttpServer } from 'node:http'
import { Server, type ServerOptions } from 'socket.io'
import { crowdAdapter } from './crowd/adapter.ts'
import { isLiveRoom, type RoomServer } from './types.ts'

/** The largest ask is a line of chat. */
const LARGEST_ASK_BYTES = 8_192
/** A short loss of the line costs no snapshot: what was missed is sent after it. */
const RECOVERY_MS = 15_000

export function createSocketServer(
  http: HttpServer,
  allowRequest: NonNullable<ServerOptions['allowRequest']>,
  { isDevelopment = false }: { isDevelopment?: boolean } = {},
): RoomServer {
  return new Server(http, {
    path: '/socket.io',
    serveClient: false,
    // Upgrades elsewhere are hung up on: nobody else would, and they would keep the node from closing. In development
    // Vite's own websocket is one of them.
    destroyUpgrade: !isDevelopment,
    // The picture's own socket is admitted a moment after it asks.
    destroyUpgradeTimeout: 10_000,
    maxHttpBufferSize: LARGEST_ASK_BYTES,
    perMessageDeflate: false,
    allowRequest,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    adapter: crowdAdapter(isLiveRoom),
  })
}
