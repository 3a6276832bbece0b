import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'

type Props = { session: Pick<LiveCard, 'isCharity' | 'isAiPersona'> }

/** What the law wants said of a session for as long as it is seen: 公益, and that nobody real speaks. */
export function SessionLabels({ session: { isCharity, isAiPersona } }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {isCharity && <Badge tone="tea">{t('admission:label.charity')}</Badge>}
      {isAiPersona && <Badge tone="honey">{t('admission:label.ai')}</Badge>}
    </>
  )
}

/** 谁在带货 · 带谁的货 */
export function WhoSells({ session }: { session: LiveCard }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const host = t('live:hostOf', { host: say(session.hostName), village: say(session.villageName) })
  if (!session.operator) return host
  return t('admission:label.whoSells', { host, operator: say(session.operator.name) })
}
