import { Link } from '@remix-run/react'
import { ChevronRight, PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LotView } from '#server/catalog/index.ts'
import type { LotOnSale } from '#server/flash-sale/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'

export type LotWithSales = LotView & { onSale: LotOnSale }
type LotListProps = { organisationId: string; lots: readonly LotWithSales[] }

/** Every lot of the cooperative's goods: what is there of it, and whether it sells. */
export function LotList({ organisationId, lots }: LotListProps) {
  const { t } = useTranslation()
  if (lots.length === 0)
    return (
      <EmptyState icon={PackageOpen} title={t('coop:lots.empty')}>
        {t('coop:lots.emptyText')}
      </EmptyState>
    )
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {lots.map((lot) => (
          <LotRow key={lot.lotId} to={`/coop/${organisationId}/lots/${lot.lotId}`} lot={lot} />
        ))}
      </ul>
    </Card>
  )
}

function LotRow({ to, lot }: { to: string; lot: LotWithSales }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <li>
      <Link to={to} className="hover:bg-tea-50 flex items-center gap-3 px-4 py-3 sm:px-6">
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            {say(lot.goods)}
            <LotBadge lot={lot} />
          </span>
          <span className="text-ink-soft block text-sm">
            {t('coop:lots.harvested')} <Moment at={lot.harvestedOn} style="date" /> · {say(lot.base)}
          </span>
          <span className="text-ink-soft block text-sm">
            {lot.stocks.map(({ unit, onHand }) => (
              <span key={unit.zh} className="mr-3 inline-block">
                {t('coop:lots.onHand', { unit: say(unit), count: onHand })}
              </span>
            ))}
          </span>
          <span className="text-ink-faint block font-mono text-xs break-all">
            {lot.code} · {lot.certificateNo ?? t('coop:lots.noCertificate')}
          </span>
        </span>
        <ChevronRight aria-hidden className="text-ink-faint size-5 shrink-0" />
      </Link>
    </li>
  )
}

export function LotBadge({ lot }: { lot: LotWithSales }) {
  const { t } = useTranslation()
  if (lot.recall) return <Badge tone="flash">{t('coop:lots.recalled')}</Badge>
  if (!lot.certificateNo) return <Badge tone="honey">{t('coop:lots.waits')}</Badge>
  if (lot.onSale.running === 0) return <Badge tone="plain">{t('coop:lots.idle')}</Badge>
  return <Badge tone="tea">{t('coop:lots.running', { count: lot.onSale.running })}</Badge>
}
