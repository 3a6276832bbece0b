import { useTranslation } from 'react-i18next'
import type { DrawView } from '#shared/draw.ts'
import {
  checkLuckyDraw,
  type LuckyDrawView,
  type LuckyEntriesPage,
  type LuckyEntry,
} from '#shared/lucky-draw.ts'
import { DrawFacts } from '../draw-check/draw-facts.tsx'

/** A lucky draw, to be made again by whoever reads of it. */
export function LuckyDrawProof({ draw }: { draw: LuckyDrawView }) {
  const { t } = useTranslation()
  const all = draw.entries
  return (
    <DrawFacts
      draw={draw}
      makeAgain={async (read, onEntries) => {
        const whole = await readEntries(draw.drawId, read, onEntries)
        return checkLuckyDraw(draw, whole.draw, whole.entries)
      }}
      words={{
        promise: t('draws:proof.promise'),
        secret: t('draws:proof.secret'),
        root: t('draws:proof.root'),
        recipe: t('draws:proof.recipe'),
        reading: (done) => t('draws:proof.reading', { done, all }),
        checked: t('draws:proof.checked', { count: all }),
        steps: {
          seedFits: t('live:log.seedFits'),
          rootFits: t('draws:proof.rootFits'),
          orderFits: t('live:log.orderFits'),
          winnersFit: t('draws:proof.winnersFit'),
        },
      }}
    />
  )
}

type Read = (path: string) => Promise<unknown>

/** @throws whatever `read` does: half a draw proves nothing */
async function readEntries(drawId: string, read: Read, onEntries: (count: number) => void) {
  const entries: LuckyEntry[] = []
  let draw: DrawView
  let from: number | null = 1
  do {
    const page = (await read(`/draws/${drawId}/entries.json?from=${from}`)) as LuckyEntriesPage
    entries.push(...page.entries)
    onEntries(entries.length)
    ;({ draw, next: from } = page)
  } while (from !== null)
  return { draw, entries }
}
