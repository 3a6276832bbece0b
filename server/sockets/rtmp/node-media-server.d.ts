// The files of node-media-server that read RTMP: it has no types of its own. Which of its parts are used, and why
// not the whole, is in docs/decisions/043-obs-by-rtmp.md.

declare module 'node-media-server/src/protocol/rtmp.js' {
  import type { Packet } from 'node-media-server/src/protocol/flv.js'

  /** One connection, from its handshake on. */
  export default class Rtmp {
    parserPacket: { header: { length: number } }
    /** by channel, what has been read of a message */
    inPackets: Map<number, unknown>
    streamName: string
    streamId: number
    onConnectCallback: () => void
    onPlayCallback: () => void
    onPushCallback: () => void
    onPacketCallback: (packet: Packet) => void
    onOutputCallback: (bytes: Buffer) => void
    packetAlloc(): void
    respondPublish(): void
    sendStatusMessage(streamId: number, level: 'status' | 'error', code: string, description: string): void
    /** @throws on much of what is no RTMP */
    parserData(bytes: Buffer): string | null
  }
}

declare module 'node-media-server/src/protocol/flv.js' {
  /** `flags`: 0 how sound is coded, 1 sound, 2 how pictures are coded, 3 a key picture, 4 a picture, 5 metadata */
  export type Packet = { flags: number; size: number; data: Buffer }

  const Flv: {
    createHeader(hasAudio: boolean, hasVideo: boolean): Buffer
    /** a whole tag */
    createMessage(packet: Packet): Buffer
  }
  export default Flv
}

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log: (message: string) => void }
  export default logger
}
