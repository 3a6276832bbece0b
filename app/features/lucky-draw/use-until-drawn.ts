import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'

/**
 * Loads the page again from the close on until the draw is there.
 * @param patienceMs between two times, and before the first
 */
export function useUntilDrawn(
  { closesAt, drawnAt }: Pick<LuckyDrawView, 'closesAt' | 'drawnAt'>,
  serverNow: string,
  patienceMs: number,
) {
  const { revalidate } = useRevalidator()
  const reload = useRef(revalidate)
  useEffect(() => {
    reload.current = revalidate
  }, [revalidate])
  useEffect(() => {
    if (drawnAt) return
    const leftMs = Math.max(0, Date.parse(closesAt) - Date.parse(serverNow))
    const timer = setTimeout(() => reload.current(), leftMs + patienceMs)
    return () => clearTimeout(timer)
    // Each answer brings a new `serverNow`, and with it the next time.
  }, [closesAt, drawnAt, serverNow, patienceMs])
}
