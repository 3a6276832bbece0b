import { useEffect, useState } from 'react'

/** How far the server's clock was ahead of ours when one of its instants was first heard; by that instant. */
const heard = new Map<string, number>()
const HEARD_MAX = 100

/** A countdown that appears later must not take an old instant for now. */
function aheadOf(serverNow: string): number {
  const known = heard.get(serverNow)
  if (known !== undefined) return known
  if (heard.size >= HEARD_MAX) heard.clear()
  const ahead = Date.parse(serverNow) - Date.now()
  heard.set(serverNow, ahead)
  return ahead
}

/**
 * The server's clock, as milliseconds, ticking in the browser.
 * @param serverNow what the server's clock said when the page (or the last snapshot) was made; ISO
 */
export function useServerNow(serverNow: string, tickMs = 1000): number {
  const [now, setNow] = useState(() => Date.parse(serverNow))
  useEffect(() => {
    const ahead = aheadOf(serverNow)
    const tick = () => setNow(Date.now() + ahead)
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [serverNow, tickMs])
  return now
}

/** `299_000` → `04:59`; hours only when there are any; never below zero. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
  const hours = Math.floor(seconds / 3600)
  return (hours > 0 ? [hours, ...parts] : parts).map((part) => String(part).padStart(2, '0')).join(':')
}

type CountdownProps = { until: string; serverNow: string; className?: string }

/** Time left until an instant of the server's clock. Silent for screen readers, which read the instant itself. */
export function Countdown({ until, serverNow, className }: CountdownProps) {
  const left = Date.parse(until) - useServerNow(serverNow)
  return (
    <time dateTime={until} role="timer" aria-live="off" className={className}>
      <span className="tabular-nums">{formatSpan(left)}</span>
    </time>
  )
}
