import { useTranslation } from 'react-i18next'
import { Badge, type BadgeTone } from '#app/ui/badge.tsx'
import type { BatchState, LineState } from '#shared/payouts.ts'

const tones: Record<BatchState | LineState, BadgeTone> = {
  proposed: 'honey',
  approved: 'tea',
  sent: 'tea',
  held: 'tea',
  settled: 'plain',
  returned: 'flash',
  rejected: 'flash',
  withdrawn: 'plain',
}

export function BatchBadge({ state }: { state: BatchState }) {
  const { t } = useTranslation()
  return <Badge tone={tones[state]}>{t(`payouts:states.${state}`)}</Badge>
}

export function LineBadge({ state }: { state: LineState }) {
  const { t } = useTranslation()
  return <Badge tone={tones[state]}>{t(`payouts:lineStates.${state}`)}</Badge>
}
