import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import type { BroadcastState } from './use-broadcast.ts'

/** Behind by more, the host is told that the line is thin. */
const THIN_SEC = 1.5

/** What is on the air, and how well it gets through. */
export function AirBadge({ state }: { state: BroadcastState }) {
  const { t } = useTranslation()
  if (state.kind === 'on_air')
    return state.behindSec > THIN_SEC ? (
      <Badge tone="honey">{t('studio:camera.thin')}</Badge>
    ) : (
      <Badge tone="live">{t(state.soundOnly ? 'studio:camera.soundOnAir' : 'studio:camera.onAir')}</Badge>
    )
  if (state.kind === 'line_lost') return <Badge tone="honey">{t('studio:camera.lost')}</Badge>
  if (state.kind === 'connecting') return <Badge tone="plain">{t('studio:camera.connecting')}</Badge>
  return null
}
