import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { accept, refuse, type Result } from '#shared/result.ts'

/**
 * How often one key (address, visitor, phone) may do a thing: `points` in `seconds`. Per node: with n nodes behind
 * sticky sessions one visitor stays on one node, and an address gets at most n times as much.
 */
const limits = {
  /** pages and their data, by address; a village school shares one */
  page: { points: 600, seconds: 60 },
  /** form posts, by visitor */
  form: { points: 60, seconds: 60 },
  /** first visits, by address: each makes a new visitor */
  visitor: { points: 300, seconds: 60 },
  picture: { points: 1200, seconds: 60 },
  /** lists and pieces of a live picture, by address: a viewer of low latency asks eight times a second */
  video: { points: 30_000, seconds: 60 },
  webhook: { points: 3000, seconds: 60 },
  /** sign-in codes cost money and annoy their owner */
  codePerPhone: { points: 5, seconds: 3600 },
  codePerAddress: { points: 30, seconds: 3600 },
  signInPerAddress: { points: 60, seconds: 600 },
  socketPerAddress: { points: 300, seconds: 60 },
  /** comings of OBS, by address: each asks the database for a key, and it comes again every few seconds */
  rtmpPerAddress: { points: 60, seconds: 60 },
  /** claims and releases, by visitor: a thumb does not reach it */
  claim: { points: 40, seconds: 10 },
  chat: { points: 4, seconds: 10 },
  room: { points: 60, seconds: 10 },
  /** what a host does about a chat: a flood of nonsense is many */
  chatAct: { points: 120, seconds: 60 },
  hostCommand: { points: 60, seconds: 60 },
  /** lines of captions, by host: a page sends at most five a second */
  caption: { points: 60, seconds: 10 },
  /** whole books as files, by user: each reads everything that was posted */
  bookExport: { points: 20, seconds: 600 },
  /** posters as files that were not drawn lately, by address */
  paper: { points: 60, seconds: 600 },
} as const

export type LimitName = keyof typeof limits
export type TooMany = { kind: 'too_many_requests'; retryAfterSec: number }

export type RateLimits = { take(name: LimitName, key: string): Promise<Result<null, TooMany>> }

/** @param factor multiplies every limit; 1 but in load tests */
export function createRateLimits({ factor }: { factor: number }): RateLimits {
  const limiters = new Map(
    // Each counts by itself, so keys need no prefix.
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: '', points: points * factor, duration: seconds }),
    ]),
  )
  return { take: (name, key) => limiters.get(name)!.consume(key).then(taken, tooMany) }
}

const taken = () => accept(null)

function tooMany(refused: unknown) {
  if (!(refused instanceof RateLimiterRes)) throw refused
  return refuse({ kind: 'too_many_requests' as const, retryAfterSec: Math.ceil(refused.msBeforeNext / 1000) })
}
