import type { Namespace } from 'socket.io'
import { SessionAwareAdapter, type Adapter, type BroadcastOptions } from 'socket.io-adapter'
import { createViewer, type Viewer, type ViewerSocket } from './viewer.ts'

type Packet = { type: number; id?: number }
type EncodeOptions = { wsPreEncodedFrame?: Buffer[] }
type Deliver = (socket: ViewerSocket) => void

/** What the stock adapter is made of; its types keep half of it private. */
interface Inner extends Pick<SessionAwareAdapter, 'nsp' | 'on'> {
  broadcast(packet: Packet, opts: BroadcastOptions): void
  apply(opts: BroadcastOptions, deliver: Deliver): void
  _encode(packet: Packet, options: EncodeOptions): (string | Buffer)[]
}
const Stock = SessionAwareAdapter as unknown as new (nsp: Namespace) => Inner

/** Rooms whose news goes to everybody in them alike: live rooms and nothing else. */
type IsCrowd = (room: string) => boolean

/**
 * Tells a crowd as a bare WebSocket server would: the frame is made once, and written to each connection itself. The
 * stock adapter makes the frame once too, but walks through six objects and two buffers a client, which is more than
 * half of the cost (docs/decisions/019-a-crowd-is-told-with-one-frame.md). Everything else is the stock adapter's:
 * session recovery, acknowledgements, small rooms, clients that poll.
 */
export function crowdAdapter(isCrowd: IsCrowd): typeof Adapter {
  class CrowdAdapter extends Stock {
    readonly #crowds = new Map<string, Map<string, Viewer | null>>()
    /** of the news that is being told; null: it goes the usual way */
    #frame: Buffer | null = null
    #isNews = false

    constructor(nsp: Namespace) {
      super(nsp)
      this.on('join-room', (room: string, id: string) => {
        if (!isCrowd(room)) return
        const crowd = this.#crowds.get(room) ?? new Map<string, Viewer | null>()
        this.#crowds.set(room, crowd)
        // A socket whose session is restored joins before its namespace knows it.
        crowd.set(id, null)
      })
      this.on('leave-room', (room: string, id: string) => this.#crowds.get(room)?.delete(id))
      this.on('delete-room', (room: string) => this.#crowds.delete(room))
    }

    override broadcast(packet: Packet, opts: BroadcastOptions) {
      // What is volatile goes the same way: a viewer that does not read is passed over in any case.
      this.#isNews = opts.rooms.size === 1 && !opts.except?.size
      try {
        super.broadcast(packet, opts)
      } finally {
        this.#isNews = false
        this.#frame = null
      }
    }

    override _encode(packet: Packet, options: EncodeOptions) {
      const encoded = super._encode(packet, options)
      // One buffer instead of head and body: one write a client instead of two.
      if (this.#isNews && options.wsPreEncodedFrame) this.#frame = Buffer.concat(options.wsPreEncodedFrame)
      return encoded
    }

    override apply(opts: BroadcastOptions, deliver: Deliver) {
      const [room = ''] = opts.rooms
      const crowd = this.#frame && this.#crowds.get(room)
      if (crowd) this.#tell(crowd, this.#frame!, deliver)
      else super.apply(opts, deliver)
    }

    #tell(crowd: Map<string, Viewer | null>, frame: Buffer, deliver: Deliver) {
      for (const [id, known] of crowd) {
        const viewer = known ?? this.#viewerOf(id)
        if (!viewer) continue
        if (!known) crowd.set(id, viewer)
        if (viewer.tell(frame) === 'not_by_frame') deliver(viewer.socket)
      }
    }

    #viewerOf(id: string): Viewer | null {
      const socket = (this.nsp as { sockets: Map<string, ViewerSocket> }).sockets.get(id)
      return socket ? createViewer(socket) : null
    }
  }
  return CrowdAdapter as unknown as typeof Adapter
}
