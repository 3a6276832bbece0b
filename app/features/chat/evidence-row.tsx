import { useTranslation } from 'react-i18next'
import type { EvidenceLine } from '#server/live/index.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

/** A message as it was said, with what was done about it and what its author ordered. */
export function EvidenceRow({ line }: { line: EvidenceLine }) {
  const { t } = useTranslation()
  const { author, isHost, text, sentAt, heldFor, state, acts, orders } = line
  return (
    <li className="px-4 py-3 text-sm sm:px-6">
      <p className="wrap-anywhere">
        <span className="text-ink-faint mr-2">
          <Moment at={sentAt} style="time" />
        </span>
        <span className="mr-2 font-medium">{author}</span>
        {isHost && <Badge tone="tea">{t('live:chat.host')}</Badge>} <bdi>{text}</bdi>{' '}
        {state !== 'shown' && <Badge tone="honey">{t(`records:state.${state}`)}</Badge>}
      </p>
      {heldFor && <p className="text-ink-soft">{t('records:heldFor', { word: heldFor })}</p>}
      {acts.map(({ about, isOn, byName, at }) => (
        <p key={at + about} className="text-ink-soft">
          <Moment at={at} style="time" /> {byName} · {t(`records:act.${about}.${isOn ? 'on' : 'off'}`)}
        </p>
      ))}
      {orders.map(({ number, state: orderState, totalFen }) => (
        <p key={number} className="text-ink-soft break-all">
          {t('coop:ours.order', { number })} · <Money amount={totalFen} /> ·{' '}
          {t(`records:order.${orderState}`)}
        </p>
      ))}
    </li>
  )
}
