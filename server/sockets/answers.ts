import { createWire, type Conn } from './wire.ts'

/** A client that asks and does not read: from here on socket.io queues for it, and ./slow-sockets.ts counts. */
const MOST_WAITING_BYTES = 65_536

type Answer = (answer: unknown) => void
/** As much of a socket.io socket as there is to know here. `ack` makes the function that answers ask `id`. */
type AnsweringSocket = { conn: Conn; ack(id: number): Answer }

/**
 * Answers asks with a frame of our own, written to the connection itself. socket.io's way there is a packet, an
 * encoder, a queue, three events and two buffers an answer: most of what a claim costs beyond its system calls. It is
 * still taken by clients that poll, change over or do not read, and by text that is not one byte a letter.
 */
export function answerByFrame(socket: AnsweringSocket) {
  const { conn } = socket
  const wire = createWire(conn)
  const usual = socket.ack.bind(socket)

  socket.ack = (id) => {
    let isSent = false
    return (answer) => {
      if (isSent) return
      isSent = true
      const open = wire.open()
      // What engine.io has not yet handed on goes first.
      const isFree = open && conn.writeBuffer.length === 0 && open.writableLength <= MOST_WAITING_BYTES
      const frame = isFree ? frameOf(acknowledgement(id, answer)) : null
      if (open && frame !== null) open.write(frame, 'latin1')
      else usual(id)(answer)
    }
  }
}

/** engine.io's message (4) of socket.io's acknowledgement (3): https://socket.io/docs/v4/socket-io-protocol/ */
const acknowledgement = (id: number, answer: unknown) => `43${id}[${JSON.stringify(answer)}]`

const FINAL_TEXT = '\x81'
const LENGTH_IN_TWO_BYTES = 126
const LONGEST = 0xffff

/**
 * An unmasked text frame (RFC 6455, 5.2), a byte a letter.
 * @returns null: the text needs more than a byte for some letter, or another kind of frame
 */
export function frameOf(text: string): string | null {
  const { length } = text
  if (length > LONGEST || Buffer.byteLength(text) !== length) return null
  const head =
    length < LENGTH_IN_TWO_BYTES
      ? String.fromCharCode(length)
      : String.fromCharCode(LENGTH_IN_TWO_BYTES, length >> 8, length & 0xff)
  return FINAL_TEXT + head + text
}
