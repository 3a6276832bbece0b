/** Behind where it ought to be by more, a player would stay there for ever: its catching up ends where the list ends. */
const TOO_FAR_SEC = 3
/** What waited for a host's line comes within some seconds, faster than it was filmed: after a leap there may be more. */
const STILL_COMING_MS = 3_000
/** So far a player catches up by itself in a moment. */
const LITTLE_SEC = 1

/** `behindSec`: where a player ought to be; `segmentSec`: an engine's may be longer than ours, and its list comes as late */
type Standing = { behindSec: number; segmentSec: number }

/** When a live player leaps to where it ought to be, instead of playing what it has missed a little faster. */
export function createNearLive() {
  let leaptAt = -Infinity
  return {
    leaps({ behindSec, segmentSec }: Standing, nowMs: number): boolean {
      const isMoreComing = nowMs - leaptAt < STILL_COMING_MS
      const isTooFar = behindSec > Math.max(isMoreComing ? LITTLE_SEC : TOO_FAR_SEC, segmentSec)
      if (isTooFar) leaptAt = nowMs
      return isTooFar
    },
  }
}
