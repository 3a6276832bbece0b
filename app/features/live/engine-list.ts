type Deps = {
  /** the list of an engine that carries the picture, as it is now; null: there is none */
  address(): string | null
  /** whether the engine has the picture now */
  hasPicture(address: string): Promise<boolean>
  /** @returns how to stop it */
  after(ms: number, act: () => void): () => void
  /** There is a picture again: load it. */
  onBack(): void
}

/** Doubled each time: an engine that comes and goes would stop the picture each time, and all who watch come at once. */
const FIRST_AGAIN_MS = 15_000
const LONGEST_AGAIN_MS = 300_000

export type EngineList = ReturnType<typeof createEngineList>

/** An engine's list while it can be played, and when it is tried again; meanwhile the node that packages has its own. */
export function createEngineList({ address, hasPicture, after, onBack }: Deps) {
  let isLeft = false
  let againMs = FIRST_AGAIN_MS
  let stop = () => {}

  function tryAgain() {
    stop = after(againMs, () => {
      const there = address()
      againMs = Math.min(2 * againMs, LONGEST_AGAIN_MS)
      void (there === null ? Promise.resolve(false) : hasPicture(there)).then((isBack) => {
        if (!isLeft) return
        if (!isBack) return tryAgain()
        isLeft = false
        onBack()
      })
    })
  }

  return {
    /** what to load; null: the node's own list */
    now: () => (isLeft ? null : address()),
    /** It gives nothing. @returns false: it was not what is loaded */
    leave(): boolean {
      if (isLeft || address() === null) return false
      isLeft = true
      tryAgain()
      return true
    },
    close() {
      isLeft = false
      stop()
    },
  }
}

/** A list that is there. What it lists may be old: whoever loads it sees that nothing comes. */
export async function hasList(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { cache: 'no-store', credentials: 'omit' })
    return answer.ok && (await answer.text()).startsWith('#EXTM3U')
  } catch {
    return false
  }
}
