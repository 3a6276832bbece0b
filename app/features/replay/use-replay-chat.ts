import { useEffect, useRef, useState } from 'react'
import type { ChatView } from '#shared/chat.ts'
import type { ReplayChat } from '#shared/replay.ts'
import { heardBy, hearMore, wantedFrom, type Heard } from './replay-lines.ts'

/** After an answer that did not come. */
const AGAIN_MS = 3_000

/** @param ms the moment that is watched, ms since the epoch. @returns what the room had seen by then */
export function useReplayChat(liveSessionId: string, ms: number): ChatView[] {
  const [heard, setHeard] = useState<Heard | null>(null)
  const [failures, setFailures] = useState(0)
  const retry = useRef<ReturnType<typeof setTimeout>>(undefined)
  const from = wantedFrom(heard, ms)

  useEffect(() => {
    if (from === null) return
    const asking = new AbortController()
    const query = new URLSearchParams({ from })
    fetch(`/live/${liveSessionId}/chat.json?${query}`, { signal: asking.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The chat was not told: ${response.status}`)
        const more = (await response.json()) as ReplayChat
        setHeard((known) => hearMore(known, from, more))
      })
      .catch(() => {
        // The picture goes on without it; another moment asks for itself.
        if (!asking.signal.aborted) retry.current = setTimeout(() => setFailures((n) => n + 1), AGAIN_MS)
      })
    return () => {
      asking.abort()
      clearTimeout(retry.current)
    }
  }, [liveSessionId, from, failures])

  return heardBy(heard, ms)
}
