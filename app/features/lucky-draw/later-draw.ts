import type { LuckyDrawView } from '#shared/lucky-draw.ts'

/** News carries the whole draw, and may come late: what has gone further is what holds. */
export function laterDraw(known: LuckyDrawView | null, told: LuckyDrawView | null): LuckyDrawView | null {
  if (!known || !told) return told ?? known
  if (known.liveSessionId !== told.liveSessionId) return told
  if (known.drawId !== told.drawId) return told.offeredAt >= known.offeredAt ? told : known
  if (known.drawnAt) return known
  return told.drawnAt !== null || told.entries >= known.entries ? told : known
}
