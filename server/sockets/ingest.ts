import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import {
  HUNG_UP,
  hostSays,
  INGEST_PATH,
  ingestQuery,
  LARGEST_PIECE_BYTES,
  type ShopSays,
} from '#shared/ingest.ts'
import { authorise } from '#shared/policy.ts'
import type { HostLine, Ingest, Publisher } from '#server/media/index.ts'
import type { Services } from '#server/services.ts'
import { createFlow, type Flow } from './flow.ts'
import { admitting } from './handshake.ts'
import { watchLine } from './heartbeat.ts'
import type { SocketDeps } from './types.ts'

type IngestDeps = Pick<SocketDeps, 'http' | 'env' | 'clock' | 'limits' | 'log'> & {
  services: Pick<Services, 'live'> & { media: Ingest; identity: Pick<Services['identity'], 'actor'> }
}

const NUMBER_BYTES = 4

/**
 * Where a host's device sends its picture: a WebSocket of its own, because bursts of video would keep stock and chat
 * waiting on the other one.
 */
export function openIngest({ http, env, clock, limits, log, services }: IngestDeps) {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_PIECE_BYTES + NUMBER_BYTES,
    perMessageDeflate: false,
  })
  const admit = admitting({ env, limits })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const url = new URL(request.url ?? '/', env.PUBLIC_ORIGIN)
    if (url.pathname !== INGEST_PATH) return
    admit(request, (_error, isAdmitted) => {
      if (!isAdmitted) return void socket.destroy()
      wss.handleUpgrade(request, socket, head, (ws) => {
        // Nothing is read until it is known who it is.
        ws.pause()
        serve(ws, { request, query: Object.fromEntries(url.searchParams) }).catch((error: unknown) => {
          log.error({ error }, 'a picture was not taken in')
          ws.terminate()
        })
      })
    })
  }

  /** @returns null: it was hung up on */
  async function sessionOf(ws: WebSocket, { request, query }: Opened): Promise<string | null> {
    const asked = ingestQuery.safeParse(query)
    const card = asked.success ? await services.live.cardOrRehearsal(asked.data.liveSessionId) : null
    const actor = await services.identity.actor(new Headers({ cookie: request.headers.cookie ?? '' }))
    const permission = authorise(actor, 'video:publish', { villageId: card?.villageId ?? null })
    if (!permission.ok)
      ws.close(HUNG_UP[permission.refusal.kind === 'forbidden' ? 'forbidden' : 'notSignedIn'])
    else if (card?.state !== 'live') ws.close(HUNG_UP.notLive)
    else return card.liveSessionId
    return null
  }

  async function serve(ws: WebSocket, opened: Opened) {
    ws.on('error', () => {}) // `close` follows
    const liveSessionId = await sessionOf(ws, opened)
    if (liveSessionId === null) return void ws.resume()
    const flow = createFlow(ws, clock)
    const connected = await services.media.connect(liveSessionId, lineTo(ws, flow))
    if (!connected.ok) {
      ws.close(connected.refusal.code)
      return void ws.resume()
    }
    const publisher = connected.value
    const take = (bytes: Buffer) => {
      flow.passed(bytes.length)
      piece(publisher, bytes)
    }
    // `nodebuffer` is the default of binaryType.
    ws.on('message', (data, isBinary) => (isBinary ? take(data as Buffer) : heed(publisher, data, ws)))
    const stopWatching = watch(ws, { socket: opened.request.socket, flow })
    ws.on('close', () => {
      stopWatching()
      publisher.lost()
    })
    if (ws.readyState !== ws.OPEN) return publisher.lost()
    say(ws, { kind: 'ready', accepts: services.media.accepts() })
    ws.resume()
  }

  http.on('upgrade', upgrade)
  return {
    close() {
      http.off('upgrade', upgrade)
      for (const ws of wss.clients) ws.terminate()
      wss.close()
    },
  }
}

type Opened = { request: IncomingMessage; query: Record<string, string> }

function say(ws: WebSocket, message: ShopSays) {
  if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(message))
}

const watch = (ws: WebSocket, { socket, flow }: { socket: Socket; flow: Flow }) =>
  watchLine({
    bytesRead: () => socket.bytesRead,
    isHeld: flow.isHeld,
    beat() {
      ws.ping()
      say(ws, { kind: 'beat' })
    },
    onSilent: () => ws.terminate(),
  })

const lineTo = (ws: WebSocket, flow: Flow): HostLine => ({
  say: (message) => say(ws, message),
  hangUp(code) {
    ws.close(code)
    // The other side's goodbye is to be read.
    flow.release()
  },
  pause: () => flow.hold('encoder'),
  resume: () => flow.letGo('encoder'),
})

function piece(publisher: Publisher, bytes: Buffer) {
  if (bytes.length > NUMBER_BYTES) publisher.piece(bytes.readUInt32BE(0), bytes.subarray(NUMBER_BYTES))
}

function heed(publisher: Publisher, data: RawData, ws: WebSocket) {
  const said = hostSays.safeParse(read(String(data as Buffer)))
  if (!said.success) return void ws.close(HUNG_UP.badMedia)
  switch (said.data.kind) {
    case 'begin':
      return publisher.begin(said.data)
    case 'resume':
      return publisher.resume(said.data.run)
    case 'stop':
      return publisher.stop()
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
