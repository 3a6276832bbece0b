import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { Count } from '#app/ui/count.tsx'
import { Price } from '#app/ui/money.tsx'
import { Badge } from '#app/ui/badge.tsx'
import type { HostNumbers } from '#shared/live.ts'

/** Counted from rows and sockets, never made up; what reaches the households stands first. */
export function LiveNumbers({ numbers, demoBuyers }: { numbers: HostNumbers; demoBuyers: boolean }) {
  const { t } = useTranslation()
  const counts = [
    { name: 'viewers', value: numbers.viewers },
    { name: 'held', value: numbers.held },
    { name: 'paid', value: numbers.paid },
    { name: 'left', value: numbers.left },
  ]
  return (
    <Card>
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-ink-soft text-sm font-medium">{t('studio:numbers.title')}</h2>
        {demoBuyers && <Badge tone="honey">{t('studio:demo.included')}</Badge>}
      </div>
      <dl className="mt-3">
        <div>
          <dt className="text-ink-soft text-sm">{t('studio:numbers.households')}</dt>
          <dd className="text-tea-700">
            <Price amount={numbers.householdsNetFen} className="text-4xl" />
          </dd>
          <dd className="text-ink-faint mt-1 text-sm">
            {t('studio:numbers.revenue')} <Price amount={numbers.revenueFen} />
          </dd>
        </div>
      </dl>
      <dl className="border-line mt-4 grid grid-cols-4 border-t pt-4">
        {counts.map(({ name, value }) => (
          <div key={name} className="flex flex-col-reverse items-center gap-0.5 text-center">
            <dt className="text-ink-soft text-sm">{t(`studio:numbers.${name}`)}</dt>
            <dd className="text-2xl font-semibold">
              <Count value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
