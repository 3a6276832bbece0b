import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

const VALID_MS = 3_600_000
/** At the end of its time: who has the address is given plain lists. */
const PLAIN = '-plain'

/** What costs the processor little, or less time. */
export type Latency = 'low' | 'plain'

/** An address of a broadcast that is good for an hour. It is part of the path, so that lists need not repeat it. */
export function createPlaybackTokens(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'shanhuo playback', 32))
  const signed = (liveSessionId: string, until: string) =>
    createHmac('sha256', key).update(`${liveSessionId}/${until}`).digest('base64url').slice(0, 22)

  return {
    make(liveSessionId: string, now: number, latency: Latency): string {
      const until = (now + VALID_MS).toString(36) + (latency === 'plain' ? PLAIN : '')
      return `${until}.${signed(liveSessionId, until)}`
    },
    /** of a good one */
    isPlain: (token: string): boolean => token.split('.')[0]!.endsWith(PLAIN),
    isGood(token: string, liveSessionId: string, now: number): boolean {
      const [until = '', signature = ''] = token.split('.')
      const expected = Buffer.from(signed(liveSessionId, until))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      return Number.parseInt(until, 36) > now
    },
  }
}
