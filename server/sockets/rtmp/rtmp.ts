import { createServer, type AddressInfo, type Socket } from 'node:net'
import { HUNG_UP, RTMP_MIME, type HangUp, type RtmpOffer } from '#shared/ingest.ts'
import type { HostLine, Ingest, Publisher } from '#server/media/index.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Services } from '#server/services.ts'
import { createFlow, type Flow } from '../flow.ts'
import type { SocketDeps } from '../types.ts'
import { createFlvRuns, createRtmpReader } from './rtmp-reader.ts'

type RtmpDeps = Pick<SocketDeps, 'clock' | 'limits' | 'log'> & {
  env: Pick<Env, 'RTMP_PORT' | 'HOST' | 'TLS_PORT' | 'PUBLIC_ORIGIN'>
  ids: Pick<Ids, 'uuid'>
  services: {
    media: Ingest
    live: Pick<Services['live'], 'streamOf'>
  }
}
export type RtmpDoor = {
  /** null: it is not offered, because it is switched off or there is no ffmpeg to read it */
  offer(): RtmpOffer | null
  close(): void
}

/** Whoever has said nothing for so long is gone, or did not say what for. OBS sends sound and pictures all the time, and comes again by itself. */
const SILENCE_MS = 10_000
const MOST_CONNECTIONS = 200

/** As OBS's log has it. */
const WHY: Record<HangUp, string> = {
  [HUNG_UP.notSignedIn]: 'Unknown stream key',
  [HUNG_UP.forbidden]: 'Unknown stream key',
  [HUNG_UP.notLive]: 'The session is not live',
  [HUNG_UP.takenOver]: 'Another device has taken over',
  [HUNG_UP.badMedia]: 'Send H.264 and AAC',
  [HUNG_UP.tooLong]: 'Six hours are over',
  [HUNG_UP.tooMany]: 'No room for another picture',
  [HUNG_UP.tooLarge]: 'This session has all the room that one gets',
  [HUNG_UP.diskFull]: 'The disk is full',
}
const BUSY = 'Another device is on air: let OBS take over in the studio'
const NO_FFMPEG = 'This shop has no ffmpeg'

/** Where OBS sends its picture. A port that is taken is said, and the shop goes on without. */
export async function openRtmp(deps: RtmpDeps): Promise<RtmpDoor> {
  const { env, limits, log, services } = deps
  const port = env.RTMP_PORT
  if (port === 'none') return { offer: () => null, close() {} }
  const lines = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    lines.add(socket)
    socket.on('error', () => {}) // `close` follows
    socket.on('close', () => lines.delete(socket))
    limits.take('rtmpPerAddress', socket.remoteAddress ?? 'unknown').then(
      ({ ok }) => (ok ? serve(socket, deps) : socket.destroy()),
      () => socket.destroy(),
    )
  })
  server.maxConnections = MOST_CONNECTIONS
  const isOpen = await new Promise<boolean>((settled) => {
    server.on('error', (error) => {
      log.error({ error, port }, 'OBS can not send a picture: set RTMP_PORT to a free port, or to none')
      settled(false)
    })
    // A shop that phones find at its network's address tells OBS that address too.
    server.listen(port, env.TLS_PORT === undefined ? env.HOST : '0.0.0.0', () => settled(true))
  })
  const opened = isOpen ? (server.address() as AddressInfo).port : null
  const host = new URL(env.PUBLIC_ORIGIN).hostname
  const offer: RtmpOffer = { server: opened === null ? null : `rtmp://${host}:${opened}/live` }
  return {
    offer: () => (services.media.accepts().includes(RTMP_MIME) ? offer : null),
    close() {
      server.close()
      for (const line of lines) line.destroy()
    },
  }
}

/** One connection: who it is, then FLV by the piece to whoever takes pictures in. */
function serve(socket: Socket, { clock, ids, log, services }: RtmpDeps) {
  const flow = createFlow(socket, clock)
  const sender = createSender({ socket, flow, ids })
  const nobody = setTimeout(() => socket.destroy(), SILENCE_MS)
  const reader = createRtmpReader({
    onOutput: (bytes) => void (socket.writable && socket.write(bytes)),
    onTag: sender.take,
    onPublish(streamKey) {
      clearTimeout(nobody)
      flow.hold('asked')
      comeIn(streamKey).catch((error: unknown) => {
        log.error({ error }, 'a picture was not taken in')
        socket.destroy()
      })
    },
  })

  async function comeIn(streamKey: string) {
    const stream = await services.live.streamOf(streamKey)
    if (!stream) return turnAway(WHY[HUNG_UP.forbidden])
    if (stream.state !== 'live') return turnAway(WHY[HUNG_UP.notLive])
    const line = sender.line(turnAway, reader.welcome)
    const connected = await services.media.connect(stream.liveSessionId, line)
    if (!connected.ok) return turnAway(WHY[connected.refusal.code])
    if (socket.destroyed) return
    sender.begin(connected.value, stream.mayTakeOver)
    flow.letGo('asked')
  }

  function turnAway(why: string) {
    if (socket.destroyed) return
    reader.refuse(why)
    socket.destroySoon()
  }

  socket.setTimeout(SILENCE_MS, () => socket.destroy())
  socket.on('close', () => {
    clearTimeout(nobody)
    sender.lost()
  })
  socket.on('data', (bytes) => {
    flow.passed(bytes.length)
    try {
      reader.read(bytes)
      sender.send()
    } catch {
      // Whatever it is, it is no RTMP.
      socket.destroy()
    }
  })
  socket.resume()
}

type SenderDeps = { socket: Socket; flow: Flow; ids: Pick<Ids, 'uuid'> }

/** Plays a host's device: tags in, numbered pieces of a run out. */
function createSender({ socket, flow, ids }: SenderDeps) {
  const runs = createFlvRuns()
  let publisher: Publisher | null = null
  let waiting: Buffer[] = []
  let number = 0

  function begin(takeOver: boolean) {
    waiting = []
    number = 0
    publisher?.begin({ run: ids.uuid(), mime: RTMP_MIME, takeOver })
  }

  return {
    begin(connected: Publisher, takeOver: boolean) {
      publisher = connected
      begin(takeOver)
    },
    line(turnAway: (why: string) => void, welcome: () => void): HostLine {
      let isWelcome = false
      return {
        say(said) {
          if (said.kind === 'busy') turnAway(BUSY)
          if (said.kind === 'unsupported_format') turnAway(NO_FFMPEG)
          if (said.kind === 'begin_anew') begin(false)
          if (said.kind !== 'go' || said.next !== 0) return
          waiting = [runs.begin()]
          if (!isWelcome) welcome()
          isWelcome = true
        },
        hangUp: (code) => turnAway(WHY[code]),
        pause: () => flow.hold('encoder'),
        resume: () => flow.letGo('encoder'),
      }
    },
    take(tag: Parameters<typeof runs.take>[0]) {
      const bytes = runs.take(tag)
      if (bytes) waiting.push(bytes)
    },
    /** What has come with one reading goes as one piece. */
    send() {
      if (!publisher || waiting.length === 0 || socket.destroyed) return
      const piece = Buffer.concat(waiting)
      waiting = []
      publisher.piece(number++, piece)
    },
    lost: () => publisher?.lost(),
  }
}
