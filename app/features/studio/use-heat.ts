import { useEffect, useState } from 'react'
import type { TimelinePoint } from '#server/live-report/index.ts'
import type { Chart } from '../live-report/chart.server.ts'

/** Counts are written every ten seconds: asking oftener would bring the same. */
const ASKED_EVERY_MS = 10_000

export type Heat = { points: TimelinePoint[]; chart: Chart }

/** 热度, asked for while the page is seen; what was known last stays while nobody answers. */
export function useHeat(liveSessionId: string): Heat | null {
  const [heat, setHeat] = useState<Heat | null>(null)
  useEffect(() => {
    const asking = new AbortController()
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        const answer = await fetch(`/studio/sessions/${liveSessionId}/heat.json`, { signal: asking.signal })
        const known = answer.ok ? ((await answer.json()) as Heat | null) : null
        if (known) setHeat(known)
      } catch {
        // No line, or the page is left: the desk says so by itself.
      }
    }
    void ask()
    const again = setInterval(() => void ask(), ASKED_EVERY_MS)
    return () => {
      clearInterval(again)
      asking.abort()
    }
  }, [liveSessionId])
  return heat
}
