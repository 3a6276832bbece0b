import logger from 'node-media-server/src/core/logger.js'
import Flv, { type Packet } from 'node-media-server/src/protocol/flv.js'
import Rtmp from 'node-media-server/src/protocol/rtmp.js'
import { LARGEST_PIECE_BYTES } from '#shared/ingest.ts'

/** One tag of an FLV file (Adobe's FLV 10.1, E.4), and what it is of. */
export type FlvTag = { kind: 'header' | 'key_picture' | 'picture' | 'sound' | 'metadata'; bytes: Buffer }

type ReaderEvents = {
  /** to be sent */
  onOutput(bytes: Buffer): void
  /** Somebody wants to send a picture. It is answered with `welcome` or `refuse`. */
  onPublish(streamKey: string): void
  onTag(tag: FlvTag): void
}

/** OBS says a few hundred bytes before it may send. */
const LARGEST_WORD_BYTES = 16 * 1024
/** It uses five: control, commands, sound, pictures, metadata. */
const MOST_CHANNELS = 16

const KINDS: Record<number, FlvTag['kind']> = {
  0: 'header',
  1: 'sound',
  2: 'header',
  3: 'key_picture',
  4: 'picture',
  5: 'metadata',
}

/**
 * Reads RTMP: handshake, chunks and commands by node-media-server; what may be large, when, and who is let in by us.
 * It throws on what is no RTMP.
 */
export function createRtmpReader({ onOutput, onPublish, onTag }: ReaderEvents) {
  // It would print what strangers send. It is the only one of its kind in the process, and says nothing else here.
  logger.log = () => {}
  const rtmp = new Rtmp()
  let isWelcome = false
  let hasAsked = false

  // Memory is taken for a message when its head is read: from strangers, and on any number of channels.
  rtmp.packetAlloc = () => {
    const largest = isWelcome ? LARGEST_PIECE_BYTES : LARGEST_WORD_BYTES
    if (rtmp.parserPacket.header.length > largest || rtmp.inPackets.size > MOST_CHANNELS)
      throw new Error('This is larger than anything that OBS sends')
    Rtmp.prototype.packetAlloc.call(rtmp)
  }
  // It would say yes before anybody was asked.
  rtmp.respondPublish = () => {}
  rtmp.onConnectCallback = () => {}
  rtmp.onOutputCallback = onOutput
  rtmp.onPlayCallback = () => {
    throw new Error('Nothing is played by RTMP')
  }
  rtmp.onPushCallback = () => {
    if (hasAsked) throw new Error('One picture a connection')
    hasAsked = true
    onPublish(rtmp.streamName)
  }
  rtmp.onPacketCallback = (packet: Packet) => {
    const kind = KINDS[packet.flags]
    if (isWelcome && kind && packet.size > 0) onTag({ kind, bytes: Flv.createMessage(packet) })
  }

  return {
    /** @throws on what is no RTMP, or larger than it may be */
    read(bytes: Buffer): void {
      const problem = rtmp.parserData(bytes)
      if (problem !== null) throw new Error(problem)
    },
    welcome() {
      isWelcome = true
      Rtmp.prototype.respondPublish.call(rtmp)
    },
    /** @param why ASCII: the library counts letters where it should count bytes */
    refuse: (why: string) => rtmp.sendStatusMessage(rtmp.streamId, 'error', 'NetStream.Publish.BadName', why),
  }
}

/**
 * Runs of FLV out of one connection: each begins with what says how pictures and sound are coded, which came once, and
 * with a key picture.
 */
export function createFlvRuns() {
  let metadata: Buffer = Buffer.alloc(0)
  const headers = new Map<number, Buffer>()
  let isWaiting = true
  return {
    /** @returns its first bytes */
    begin(): Buffer {
      isWaiting = true
      return Buffer.concat([Flv.createHeader(true, true), metadata, ...headers.values()])
    },
    /** @returns what of a tag belongs to the run; null: nothing, it waits for a key picture */
    take({ kind, bytes }: FlvTag): Buffer | null {
      if (kind === 'metadata') metadata = bytes
      // By what it is of: sound or pictures.
      if (kind === 'header') headers.set(bytes[0]!, bytes)
      if (kind === 'key_picture') isWaiting = false
      return isWaiting && kind !== 'header' && kind !== 'metadata' ? null : bytes
    },
  }
}
