import type { Line } from './line.ts'

type Piece = { number: number; message: Uint8Array<ArrayBuffer>; at: number }

/** A closed line empties its buffer first: what is in it can't be taken back. */
const IN_FLIGHT_BYTES = 48 * 1024
const NUMBER_BYTES = 4

/** What was recorded and the shop has not said to have, numbered from 0 in each run. */
export function createPieces(now: () => number) {
  let waiting: Piece[] = []
  let made = 0
  let nextToSend = 0
  let keptBytes = 0
  return {
    beginRun() {
      waiting = []
      made = 0
      nextToSend = 0
    },
    add(bytes: ArrayBuffer) {
      const number = made++
      const message = new Uint8Array(NUMBER_BYTES + bytes.byteLength)
      new DataView(message.buffer).setUint32(0, number)
      message.set(new Uint8Array(bytes), NUMBER_BYTES)
      waiting.push({ number, message, at: now() })
    },
    kept(next: number) {
      for (const { number, message } of waiting) if (number < next) keptBytes += message.byteLength
      waiting = waiting.filter(({ number }) => number >= next)
    },
    /** what has got through, over all runs */
    keptBytes: () => keptBytes,
    sendFrom(next: number) {
      this.kept(next)
      nextToSend = next
    },
    /** @returns whether all were sent; else the line is full, and is to be asked again */
    send(line: Line): boolean {
      for (const { number, message } of waiting) {
        if (number < nextToSend) continue
        if (line.bufferedAmount > IN_FLIGHT_BYTES) return false
        line.send(message)
        nextToSend = number + 1
      }
      return true
    },
    /** how long the oldest of them has waited, ms */
    behindMs: () => (waiting[0] ? now() - waiting[0].at : 0),
  }
}
