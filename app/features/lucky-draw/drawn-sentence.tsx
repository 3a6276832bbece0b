import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'

/** What came of a draw, in one sentence. */
export function DrawnSentence({ draw }: { draw: Pick<LuckyDrawView, 'entries' | 'winners'> }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { entries, winners } = draw
  if (winners.length === 0) return <>{t('draws:nobody')}</>
  const names = new Intl.ListFormat(locale).format(winners.map(({ name }) => name))
  return <>{t('draws:drawnText', { count: entries, names })}</>
}
