import { useTranslation } from 'react-i18next'
import type { RunState } from '#server/dividends/index.ts'
import { Badge } from '#app/ui/badge.tsx'

export function StateBadge({ state }: { state: RunState }) {
  const { t } = useTranslation()
  return <Badge tone={state === 'withdrawn' ? 'plain' : 'tea'}>{t(`dividends:states.${state}`)}</Badge>
}
