import { ListPlus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { Badge } from '#app/ui/badge.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import type { RoomSale } from '#shared/live.ts'
import { SaleCommand } from './sale-commands.tsx'
import { SaleSchedule } from './sale-pieces.tsx'
import { SaleHeading, useSaleTitle } from './sale-heading.tsx'
import type { HostCommands } from './use-host-commands.ts'

type RowProps = { sale: RoomSale; next: boolean; live: boolean; serverNow: string; commands: HostCommands }

function QueueRow({ sale, next, live, serverNow, commands }: RowProps) {
  const { t } = useTranslation()
  const title = useSaleTitle()(sale)
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <SaleHeading sale={sale} />
      {sale.state === 'scheduled' && sale.opensAt && (
        <div className="flex items-center gap-2">
          <Badge tone="honey">
            {t('studio:schedule.opensIn')} <Countdown until={sale.opensAt} serverNow={serverNow} />
          </Badge>
          <div className="ml-auto">
            <SaleCommand sale={sale} commands={commands} command="unschedule" tone="quiet" size="medium" />
          </div>
        </div>
      )}
      <div className="flex items-center gap-2">
        <div className="flex-1">
          {live ? (
            <SaleCommand
              sale={sale}
              commands={commands}
              command="open"
              tone={next ? 'flash' : 'plain'}
              size={next ? 'large' : 'medium'}
              wide
            />
          ) : (
            <p className="text-ink-faint text-sm">{t('studio:sale.startFirst')}</p>
          )}
        </div>
        <SaleCommand
          sale={sale}
          commands={commands}
          command="remove"
          label={t('studio:sale.removeThis', { title })}
          tone="quiet"
          size="medium"
        />
      </div>
      {live && sale.state === 'draft' && commands.may('sale:schedule') && (
        <SaleSchedule sale={sale} commands={commands} />
      )}
    </li>
  )
}

type Props = {
  sales: readonly RoomSale[]
  session: Pick<LiveCard, 'liveSessionId' | 'villageId'>
  /** on air, so that sales may open */
  live: boolean
  serverNow: string
  /** nothing is on: the first in the queue is what comes next */
  idle: boolean
  /** whether more may be put into it */
  mayAdd: boolean
  commands: HostCommands
}

/** What comes next; only its first may be the red button, and only while nothing else is on. */
export function Queue({ sales, session, live, serverNow, idle, mayAdd, commands }: Props) {
  const { t } = useTranslation()
  if (!mayAdd && sales.length === 0) return null
  return (
    <section aria-labelledby="queue" className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="queue" className="font-serif text-xl font-bold">
          {t('studio:sale.queue')}
        </h2>
        {mayAdd && (
          <LinkButton
            to={`/studio/${session.villageId}/sales/new?${new URLSearchParams({ session: session.liveSessionId })}`}
            tone={sales.length > 0 || idle ? 'plain' : 'quiet'}
          >
            <Plus aria-hidden className="size-5" />
            {t('studio:sale.add')}
          </LinkButton>
        )}
      </div>
      {sales.length > 0 ? (
        <Card>
          <ul className="divide-line divide-y">
            {sales.map((sale, at) => (
              <QueueRow
                key={sale.saleId}
                sale={sale}
                next={idle && at === 0}
                live={live}
                serverNow={serverNow}
                commands={commands}
              />
            ))}
          </ul>
        </Card>
      ) : (
        <EmptyState icon={ListPlus} title={t('studio:sale.empty')}>
          {t('studio:sale.emptyLead')}
        </EmptyState>
      )}
    </section>
  )
}
