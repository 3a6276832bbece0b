import { useEffect } from 'react'

/** Grace after the instant, so that the server's clock has passed it too. */
const GRACE_MS = 800

/** Calls once when an instant of the server's clock has passed. */
export function useWhenOver(until: string | null, serverNow: string, onOver: () => void) {
  useEffect(() => {
    if (!until) return
    const left = Date.parse(until) - Date.parse(serverNow)
    if (left <= 0) return
    const timer = setTimeout(onOver, left + GRACE_MS)
    return () => clearTimeout(timer)
  }, [until, serverNow, onOver])
}
