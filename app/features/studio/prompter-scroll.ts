// Pure: how a teleprompter moves on by itself.

export const SPEEDS = ['off', 'slow', 'medium', 'fast'] as const
export type Speed = (typeof SPEEDS)[number]

/** Lines of large text a minute: in Chinese about 120, 200 and 280 characters, as people speak. */
const LINES_A_MINUTE: Record<Speed, number> = { off: 0, slow: 15, medium: 25, fast: 35 }
const MINUTE_MS = 60_000

type Reading = {
  speed: Speed
  /** since it was where it began to move, ms */
  elapsedMs: number
  lineHeightPx: number
  /** whoever wants little motion gets line after line in place of one that glides */
  isReduced: boolean
}

/** @returns how far what is read has moved on, px */
export function movedBy({ speed, elapsedMs, lineHeightPx, isReduced }: Reading): number {
  const lines = (LINES_A_MINUTE[speed] * elapsedMs) / MINUTE_MS
  return lineHeightPx * (isReduced ? Math.floor(lines) : lines)
}

export const nextSpeed = (speed: Speed): Speed => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!
