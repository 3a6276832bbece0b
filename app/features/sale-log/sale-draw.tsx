import { useTranslation } from 'react-i18next'
import { checkDraw, type DrawView } from '#shared/draw.ts'
import { DrawFacts } from '../draw-check/draw-facts.tsx'
import { readWholeDraw } from './whole-draw.ts'

/** The draw of a fair opening or a raffle, to be made again by whoever reads of it. */
export function SaleDraw({ saleId, draw }: { saleId: string; draw: DrawView }) {
  const { t } = useTranslation()
  const all = draw.entries
  return (
    <DrawFacts
      draw={draw}
      makeAgain={async (read, onEntries) => checkDraw(await readWholeDraw(saleId, read, onEntries))}
      words={{
        promise: t('live:log.promise', { count: all }),
        secret: t('live:log.secret'),
        root: t('live:log.root'),
        recipe: t('live:log.recipe'),
        reading: (done) => t('live:log.reading', { done, all }),
        checked: t('live:log.checked', { count: all }),
        steps: {
          seedFits: t('live:log.seedFits'),
          rootFits: t('live:log.rootFits'),
          orderFits: t('live:log.orderFits'),
          claimsFit: t('live:log.claimsFit'),
        },
      }}
    />
  )
}
