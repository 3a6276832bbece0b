import { createListeners } from '#server/platform/listeners.ts'
import type { Timeline } from './packager/timeline.ts'
import type { WaitFor } from './types.ts'

/** How long a list may be waited for. */
const LONGEST_MS = 6_000

/** Players of low latency ask for what is not there yet, and are answered when it is. */
export function createWaits(timeline: Pick<Timeline, 'view'>) {
  const grown = createListeners()

  function isThere({ segment, part }: WaitFor): boolean {
    const { segments, open, isEnded } = timeline.view()
    const last = segments.at(-1)?.number ?? -1
    const isPartThere = part !== null && open?.number === segment && open.parts.length > part
    return isEnded || last >= segment || isPartThere
  }

  return {
    tell: grown.tell,
    /** Resolves when it is there, or after as long as a player waits. @returns false: nobody can wait for so much */
    async reached(wanted: WaitFor): Promise<boolean> {
      if (isThere(wanted)) return true
      if (wanted.segment > timeline.view().nextNumber + 1) return false
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(longest)
          stop()
          resolve()
        }
        const longest = setTimeout(done, LONGEST_MS)
        const stop = grown.on(() => isThere(wanted) && done())
      })
      return true
    },
  }
}
