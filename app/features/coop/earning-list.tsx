import { Wheat } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SoldOrder } from '#server/checkout/index.ts'
import type { Earning } from '#server/revenue-share/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { ruleName } from '#app/features/rules/rule-words.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'

type Props = { organisationId: string; earnings: readonly Earning[]; orders: readonly SoldOrder[] }

/** Every amount with the order it came from and the rule that made it. */
export function EarningList({ organisationId, earnings, orders }: Props) {
  const { t } = useTranslation()
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  return (
    <section aria-labelledby="lines" className="mt-8">
      <h2 id="lines" className="font-serif text-xl font-bold">
        {t('coop:ours.lines')}
      </h2>
      {earnings.length === 0 ? (
        <div className="mt-4">
          <EmptyState icon={Wheat} title={t('coop:ours.empty')}>
            {t('coop:ours.emptyLead')}
          </EmptyState>
        </div>
      ) : (
        <>
          <p className="text-ink-soft text-sm">{t('coop:ours.linesLead')}</p>
          <Card padded={false} className="mt-4 overflow-hidden">
            <ul className="divide-line divide-y">
              {earnings.map((earning) => (
                <EarningRow
                  key={`${earning.journalId}${earning.account}`}
                  to={`/coop/${organisationId}/lines/${earning.journalId}`}
                  earning={earning}
                  order={earning.orderId ? byId.get(earning.orderId) : undefined}
                />
              ))}
            </ul>
          </Card>
        </>
      )}
    </section>
  )
}

type RowProps = { to: string; earning: Earning; order: SoldOrder | undefined }

function EarningRow({ to, earning, order }: RowProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <li>
      <RowLink to={to}>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">
            {order
              ? `${say(order.title)} · ${say(order.variantName)} × ${order.quantity}`
              : t(`coop:kinds.${earning.kind}`, { defaultValue: earning.kind })}
          </span>
          <span className="text-ink-soft block text-sm">
            {order && earning.kind !== 'sale' && (
              <>{t(`coop:kinds.${earning.kind}`, { defaultValue: earning.kind })} · </>
            )}
            <Moment at={earning.recordedAt} />
          </span>
          {order && (
            <span className="text-ink-soft block text-sm break-all">
              {t('coop:ours.order', { number: order.number })}
            </span>
          )}
          {earning.rule && (
            <span className="text-ink-faint block text-sm">
              {t('coop:ours.rule', {
                code: ruleName(t, earning.rule.ruleCode),
                version: earning.rule.version,
              })}
            </span>
          )}
        </span>
        <Money amount={earning.amountFen} className="text-lg font-semibold" />
      </RowLink>
    </li>
  )
}
