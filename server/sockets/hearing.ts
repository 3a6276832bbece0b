import type { Conn, Receiver } from './wire.ts'

type Listener = (request: unknown, answer: (answer: unknown) => void) => void
/** As much of a socket.io socket as there is to know here. `ack` makes the function that answers ask `id`. */
type HearingSocket = {
  conn: Conn & { once(event: 'upgrade', listener: () => void): unknown }
  connected: boolean
  ack(id: number): (answer: unknown) => void
}

/**
 * Reads asks from the connection's bytes and hands them to their listeners. The usual way there is a stream, four
 * buffers, two parsers, seven events and two turns of the queue an ask. It is still taken by clients that poll or have
 * yet to change over, and by all that is not one whole frame with one of these asks in it, a byte a letter: greetings,
 * pongs, other names, longer texts, what comes in pieces, and what breaks the protocol.
 */
export function hearByFrame(socket: HearingSocket, listeners: ReadonlyMap<string, Listener>) {
  const { conn } = socket

  function listen() {
    const receiver = conn.transport.name === 'websocket' && conn.transport.socket?._receiver
    if (!receiver) return
    const usual = receiver.write.bind(receiver)
    receiver.write = (bytes) => {
      const isFree = isBetweenFrames(receiver) && conn.readyState === 'open' && socket.connected
      const ask = isFree ? askOf(bytes) : null
      const listener = ask && listeners.get(ask.name)
      if (!listener) return usual(bytes)
      listener(ask.request, socket.ack(ask.id))
      return true
    }
  }

  listen()
  conn.once('upgrade', listen)
}

const GETS_INFO = 0
const CLOSES = 8

/** Nothing of an earlier frame, or of a message in several frames, is waiting for what comes. */
function isBetweenFrames(receiver: Receiver): boolean {
  return (
    receiver._state === GETS_INFO &&
    receiver._bufferedBytes === 0 &&
    receiver._fragmented === 0 &&
    receiver._opcode !== CLOSES &&
    !receiver._errored &&
    receiver.writableLength === 0
  )
}

export type HeardAsk = { id: number; name: string; request: unknown }

/**
 * An event of the main namespace that wants an answer, `42`, its number, and `["name",request]`: engine.io's message
 * (4) of socket.io's event (2), https://socket.io/docs/v4/socket-io-protocol/
 * @returns null: these bytes are anything else
 */
export function askOf(bytes: Uint8Array): HeardAsk | null {
  const text = textOf(bytes)
  if (!text?.startsWith('42')) return null
  const list = text.indexOf('[')
  const id = list < 0 ? '' : text.slice(2, list)
  if (!/^\d{1,15}$/.test(id)) return null
  const said = listOf(text.slice(list))
  return said?.length === 2 && typeof said[0] === 'string'
    ? { id: Number(id), name: said[0], request: said[1] }
    : null
}

function listOf(text: string): unknown[] | null {
  try {
    return JSON.parse(text) as unknown[]
  } catch {
    return null
  }
}

// RFC 6455, 5.2: a last frame of text; masked; a length of 126 says that two bytes with the length follow.
const FINAL_TEXT = 0x81
const MASKED = 0x80
const LENGTH_IN_TWO_BYTES = 126
const MASK_BYTES = 4
const ASCII_BITS = 0x7f
/** Asks are short; longer ones go the usual way. */
const LONGEST = 1_024
const unmasked = Buffer.alloc(LONGEST)

/** @returns the ASCII text of these bytes, if they are one whole masked text frame; else null */
function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] !== FINAL_TEXT || bytes.length > LONGEST) return null
  const isLong = bytes[1] === (MASKED | LENGTH_IN_TWO_BYTES)
  const length = isLong ? (bytes[2]! << 8) | bytes[3]! : bytes[1]! ^ MASKED
  const mask = isLong ? 4 : 2
  const start = mask + MASK_BYTES
  // Anything but a short length, unmasked ones with it, makes these differ.
  if (bytes.length !== start + length || (isLong && length < LENGTH_IN_TWO_BYTES)) return null
  let bits = 0
  for (let at = 0; at < length; at++) {
    const letter = bytes[start + at]! ^ bytes[mask + (at & 3)]!
    unmasked[at] = letter
    bits |= letter
  }
  return bits <= ASCII_BITS ? unmasked.toString('latin1', 0, length) : null
}
