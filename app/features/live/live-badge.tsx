import { useTranslation } from 'react-i18next'
import type { LiveState } from '#shared/live.ts'
import { Badge } from '#app/ui/badge.tsx'

export function LiveBadge({ state }: { state: LiveState }) {
  const { t } = useTranslation()
  return (
    <Badge tone={state === 'live' ? 'live' : 'plain'}>
      {state === 'live' && <span aria-hidden className="animate-breathe size-1.5 rounded-full bg-white" />}
      {t(`live:state.${state}`)}
    </Badge>
  )
}
