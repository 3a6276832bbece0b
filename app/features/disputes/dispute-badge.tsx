import { useTranslation } from 'react-i18next'
import type { OrderDispute } from '#server/checkout/index.ts'
import { Badge, type BadgeTone } from '#app/ui/badge.tsx'

const tones: Record<OrderDispute['state'], BadgeTone> = {
  inquiry: 'honey',
  inquiry_closed: 'plain',
  needs_response: 'flash',
  under_review: 'honey',
  won: 'tea',
  lost: 'plain',
}

/** How far a dispute has come. */
export function DisputeBadge({ state }: Pick<OrderDispute, 'state'>) {
  const { t } = useTranslation()
  return <Badge tone={tones[state]}>{t(`disputes:state.${state}`)}</Badge>
}
