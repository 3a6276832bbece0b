import type { SoundOnly } from '#shared/ingest.ts'

/** What is recorded: a picture at so many bits a second, or none that moves. */
export type Step = { bitsPerSecond: number; isStill: boolean }

export const BEST_BITS_PER_SECOND = 1_500_000
const LEAST_BITS_PER_SECOND = 150_000
/** A picture that stands still takes next to nothing beside its sound. */
const STILL: Step = { bitsPerSecond: 30_000, isStill: true }

/** Best first, each half of the one before it, and at last the sound alone. */
export const STEPS: readonly Step[] = [...halves(BEST_BITS_PER_SECOND), STILL]

/** Behind by more, the line does not carry what is recorded: less is recorded, and what waits is let go. */
const TOO_FAR_BEHIND_MS = 3_000
/** So long a line that has just come back may be slow before it counts as one that does not carry what is recorded. */
const SLOW_START_MS = 4_000
/** A line that is never behind by more than this may carry more. */
const IN_TIME_MS = 1_000
/** How long it is to be so; each time that more was too much, twice as long. */
const PATIENCE_MS = 20_000
const LONGEST_PATIENCE_MS = 10 * 60_000

function halves(bitsPerSecond: number): Step[] {
  const step = { bitsPerSecond: Math.max(bitsPerSecond, LEAST_BITS_PER_SECOND), isStill: false }
  return bitsPerSecond <= LEAST_BITS_PER_SECOND ? [step] : [step, ...halves(Math.round(bitsPerSecond / 2))]
}

/** Goes down a step while the line does not carry what is recorded, and up again when it does for a while. */
export function createRate(now: () => number, soundChosen = false) {
  let at = 0
  let wasBehindMs = 0
  /** what waited while the line was lost, and since when there is no less of it; null: it has got through */
  let backlog: { leastMs: number; since: number } | null = null
  let inTimeSince: number | null = null
  let patienceMs = PATIENCE_MS
  let isSoundChosen = soundChosen
  /** when more was tried last */
  let triedAt = -Infinity

  const step = (): Step => (isSoundChosen ? STILL : STEPS[at]!)
  /** Why the picture stands still; null: it moves. */
  function soundOnly(): SoundOnly | null {
    if (isSoundChosen) return 'chosen'
    return step().isStill ? 'weak_line' : null
  }

  /** What waited while the line was lost is no sign of a thin one, as long as it gets less from when it is back. */
  function isThin(behindMs: number, isSending: boolean): boolean {
    if (!isSending) backlog = { leastMs: Infinity, since: now() }
    else if (behindMs <= TOO_FAR_BEHIND_MS) backlog = null
    else if (!backlog) return behindMs >= wasBehindMs
    else if (behindMs < backlog.leastMs) backlog = { leastMs: behindMs, since: now() }
    else return now() - backlog.since >= SLOW_START_MS
    return false
  }

  function goTo(next: number): boolean {
    if (next < 0 || next === STEPS.length) return false
    at = next
    inTimeSince = null
    return true
  }

  return {
    step,
    soundOnly,
    /** what the shop is told of a run */
    offer(): { bitsPerSecond: number; soundOnly?: SoundOnly } {
      const why = soundOnly()
      return { bitsPerSecond: step().bitsPerSecond, ...(why && { soundOnly: why }) }
    },
    chooseSound: (isChosen: boolean) => void (isSoundChosen = isChosen),
    /** @returns whether another step is to be taken from now on */
    isChangedBy(behindMs: number, isSending: boolean): boolean {
      // How sound alone gets through says nothing of a picture.
      if (isSoundChosen) return false
      const doesNotCarry = isThin(behindMs, isSending)
      wasBehindMs = behindMs
      if (doesNotCarry) {
        const wasInVain = now() - triedAt < patienceMs
        patienceMs = wasInVain ? Math.min(2 * patienceMs, LONGEST_PATIENCE_MS) : PATIENCE_MS
        triedAt = -Infinity
        return goTo(at + 1)
      }
      if (!isSending || behindMs > IN_TIME_MS) inTimeSince = null
      else inTimeSince ??= now()
      if (inTimeSince === null || now() - inTimeSince < patienceMs || at === 0) return false
      triedAt = now()
      return goTo(at - 1)
    },
  }
}

export type Rate = ReturnType<typeof createRate>
