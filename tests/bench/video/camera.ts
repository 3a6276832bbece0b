// A host's device, as far as the shop can tell: a film that is sent as it would be recorded, over and over.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { INGEST_PATH, type HostSays, type ShopSays } from '#shared/ingest.ts'
import { ffmpegHere } from '#tests/make/obs.ts'

export const RECORDED_MIME = 'video/webm;codecs=h264,opus'
/** Browsers give a piece each fifth of a second. */
const PIECE_MS = 200

type Shot = {
  origin: string
  liveSessionId: string
  /** of who may send a picture */
  cookie: string
  /** a file of `RECORDED_MIME` */
  film: string
  bitsPerSecond: number
}

/** On the air until it is stopped. A line that breaks breaks the bench: there is no network between the two. */
export function openCamera({ origin, liveSessionId, cookie, film, bitsPerSecond }: Shot) {
  const address = `${origin.replace('http', 'ws')}${INGEST_PATH}?liveSessionId=${liveSessionId}`
  const line = new WebSocket(address, { headers: { cookie } })
  let recorder: ReturnType<typeof record> | null = null
  let isStopped = false

  const say = (said: HostSays) => line.send(JSON.stringify(said))
  function begin() {
    recorder?.stop()
    say({ kind: 'begin', run: randomUUID(), mime: RECORDED_MIME, takeOver: false, bitsPerSecond })
  }
  line.on('message', (text: Buffer) => {
    const said = JSON.parse(String(text)) as ShopSays
    if (said.kind === 'ready' || said.kind === 'begin_anew') begin()
    else if (said.kind === 'go' && said.next === 0) recorder = record(film, (piece) => line.send(piece))
    else if (said.kind !== 'kept' && said.kind !== 'beat')
      throw new Error(`The shop says ${JSON.stringify(said)}`)
  })
  line.on('close', (code) => {
    recorder?.stop()
    if (!isStopped) throw new Error(`The shop hung up on the camera: ${code}`)
  })
  return {
    stop() {
      isStopped = true
      recorder?.stop()
      say({ kind: 'stop' })
      line.close()
    },
  }
}

/** As fast as it was filmed. @param onPiece with its number before it */
function record(film: string, onPiece: (bytes: Buffer) => void) {
  const child: ChildProcess = spawn(
    ffmpegHere!,
    [
      ...`-loglevel error -re -stream_loop -1 -f matroska -i ${film} -c copy`.split(' '),
      ...'-f matroska -live 1 -cluster_time_limit 200 -flush_packets 1 pipe:1'.split(' '),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let filmed: Buffer[] = []
  let number = 0
  child.stdout!.on('data', (bytes: Buffer) => filmed.push(bytes))
  const sending = setInterval(() => {
    if (filmed.length === 0) return
    const head = Buffer.alloc(4)
    head.writeUInt32BE(number++)
    onPiece(Buffer.concat([head, ...filmed]))
    filmed = []
  }, PIECE_MS)
  return {
    stop() {
      clearInterval(sending)
      child.kill('SIGKILL')
    },
  }
}
