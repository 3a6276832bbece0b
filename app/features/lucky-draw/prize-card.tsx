import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { VillageDraw } from '#server/lucky-draws/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { DeliveryLines } from './delivery-lines.tsx'
import { Odds } from './odds.tsx'
import { PrizeFacts } from './prize-facts.tsx'

/** One draw of a village: its winners, where their prizes go, and which have left. */
export function PrizeCard({ draw }: { draw: VillageDraw }) {
  const { t } = useTranslation()
  const { drawId, drawnAt, offeredAt, deliveries } = draw
  return (
    <Card className="grid gap-3">
      <PrizeFacts draw={draw} />
      <p className="text-ink-soft flex flex-wrap gap-x-4 text-sm">
        <Moment at={drawnAt ?? offeredAt} />
        <span>{drawnAt ? t('draws:prizes.entries', { count: draw.entries }) : <Odds draw={draw} />}</span>
        <Link
          to={`/draws/${drawId}`}
          className="text-tea-700 -my-2.5 inline-flex min-h-11 items-center underline-offset-4 hover:underline"
        >
          {t('draws:prizes.public')}
        </Link>
      </p>
      {drawnAt && deliveries.length === 0 && <p>{t('draws:nobody')}</p>}
      <ul className="divide-line grid divide-y empty:hidden">
        {deliveries.map(({ number, name, delivery }) => (
          <li key={number} className="grid gap-2 py-3">
            <p className="text-ink-soft text-sm">
              {t('live:log.sequence', { number })} · {name}
            </p>
            {delivery ? <DeliveryLines delivery={delivery} /> : <p>{t('draws:prizes.noAddress')}</p>}
            {delivery && !delivery.sent && <SentForm drawId={drawId} number={number} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function SentForm({ drawId, number }: { drawId: string; number: number }) {
  const { t } = useTranslation()
  const id = `${drawId}-${number}`
  return (
    <form method="post" className="grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
      <input type="hidden" name="drawId" value={drawId} />
      <input type="hidden" name="number" value={number} />
      <TextField
        id={`${id}-courier`}
        label={t('draws:prizes.courier')}
        name="courier"
        minLength={2}
        maxLength={20}
        required
      />
      <TextField
        id={`${id}-tracking`}
        label={t('draws:prizes.tracking')}
        name="trackingNumber"
        minLength={6}
        maxLength={40}
        autoComplete="off"
        required
      />
      <Button type="submit">{t('draws:prizes.markSent')}</Button>
    </form>
  )
}
