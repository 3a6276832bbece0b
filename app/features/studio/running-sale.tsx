import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { StockBar } from '#app/ui/stock-bar.tsx'
import type { RoomSale } from '#shared/live.ts'
import { RunningSaleCommands, SaleCommand } from './sale-commands.tsx'
import { SalePieces } from './sale-pieces.tsx'
import { SaleHeading } from './sale-heading.tsx'
import type { HostCommands } from './use-host-commands.ts'

type Props = { sale: RoomSale; serverNow: string; featured: boolean; commands: HostCommands }

/** The sale that is open or paused: its numbers large, its buttons larger. */
export function RunningSale({ sale, serverNow, featured, commands }: Props) {
  const { t } = useTranslation()
  return (
    <Card className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={sale.state === 'open' ? 'flash' : 'honey'}>{t(`studio:sale.state.${sale.state}`)}</Badge>
        {featured && <Badge tone="tea">{t('studio:sale.featured')}</Badge>}
        {sale.endsAt && (
          <span className="text-ink-soft ml-auto text-sm">
            <Countdown until={sale.endsAt} serverNow={serverNow} className="text-ink text-lg font-semibold" />
          </span>
        )}
      </div>
      <SaleHeading sale={sale} large />
      <div>
        <StockBar left={sale.left} total={sale.total} held={sale.held} />
        <p className="text-ink-soft mt-1 flex gap-4 text-sm tabular-nums">
          <span>{t('studio:sale.held', { count: sale.held })}</span>
          <span>{t('studio:sale.sold', { count: sale.sold })}</span>
          {sale.waiting > 0 && (
            <span className="text-honey-800 font-medium">
              {t('studio:sale.waiting', { count: sale.waiting })}
            </span>
          )}
        </p>
      </div>
      <RunningSaleCommands sale={sale} commands={commands} />
      {commands.may('sale:restock') && <SalePieces sale={sale} commands={commands} />}
      {!featured && (
        <SaleCommand sale={sale} commands={commands} command="feature" tone="quiet" size="medium" wide />
      )}
    </Card>
  )
}
