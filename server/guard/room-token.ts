import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** A sale is over by then. */
const VALID_MS = 6 * 3_600_000

/** Says when a buyer was in a room, so that a new connection, another node or a form knows it. Nothing is stored. */
export function createRoomTokens(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'shanhuo room token', 32))
  const signed = (buyerId: string, stamp: string) =>
    createHmac('sha256', key).update(`${buyerId}/${stamp}`).digest('base64url').slice(0, 22)

  return {
    make(buyerId: string, now: number): string {
      const stamp = now.toString(36)
      return `${stamp}.${signed(buyerId, stamp)}`
    },
    /** @returns the instant that it was made at, ms; null: it is not this buyer's, or too old */
    read(token: string, buyerId: string, now: number): number | null {
      const [stamp = '', signature = ''] = token.split('.')
      const expected = Buffer.from(signed(buyerId, stamp))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const at = Number.parseInt(stamp, 36)
      return at <= now && now - at <= VALID_MS ? at : null
    },
  }
}
