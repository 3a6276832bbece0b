import { HUNG_UP, type HangUp, type ShopSays } from '#shared/ingest.ts'
import { createDeadline } from './deadline.ts'
import type { HostLine } from './types.ts'

/** A host who is away for longer starts a new run. */
const RESUME_MS = 30_000

type Deps = {
  /** somebody has come on air, or gone */
  changed(): void
  /** it was away for so long that what it had recorded is of no use any more */
  onGivenUp(): void
}

/** Which device a broadcast comes from: one at a time, whose line may break and come back. */
export function createOneDevice({ changed, onGivenUp }: Deps) {
  const giveUp = createDeadline(RESUME_MS, onGivenUp)
  let line: HostLine | null = null

  function letGo(own: HostLine): boolean {
    if (line !== own) return false
    line = null
    return true
  }

  return {
    isOn: () => line !== null,
    isHeldBy: (own: HostLine) => line === own,
    isHeldByAnother: (own: HostLine) => line !== null && line !== own,
    say: (message: ShopSays) => line?.say(message),
    hangUp: (code: HangUp) => line?.hangUp(code),
    take(taken: HostLine) {
      giveUp.clear()
      if (line && line !== taken) line.hangUp(HUNG_UP.takenOver)
      const wasAway = line === null
      line = taken
      if (wasAway) changed()
    },
    /** It has put its camera away. @returns whether it was on air */
    stop(own: HostLine): boolean {
      const wasOn = letGo(own)
      if (wasOn) changed()
      return wasOn
    },
    /** Its line is gone, and may come back. */
    lost(own: HostLine) {
      if (!letGo(own)) return
      giveUp.begin()
      changed()
    },
    end() {
      giveUp.clear()
      line?.hangUp(HUNG_UP.notLive)
      line = null
    },
  }
}
