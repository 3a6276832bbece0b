import { useTranslation } from 'react-i18next'
import { everybodyWins, type LuckyDrawView } from '#shared/lucky-draw.ts'

/** How many take part now, and how many of them win. */
export function Odds({ draw }: { draw: Pick<LuckyDrawView, 'entries' | 'prizes'> }) {
  const { t } = useTranslation()
  const { entries, prizes } = draw
  if (entries === 0) return <>{t('draws:odds.none')}</>
  return (
    <>
      {everybodyWins(draw)
        ? t('draws:odds.all', { count: entries })
        : t('draws:odds.some', { prizes, count: entries })}
    </>
  )
}
