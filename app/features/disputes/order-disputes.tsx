import { useTranslation } from 'react-i18next'
import type { RefundableOrder } from '#server/checkout/index.ts'
import { BearerTable } from '#app/features/refunds/bearer-table.tsx'
import { PolicyText } from '#app/features/refunds/policy-text.tsx'
import { Card } from '#app/ui/card.tsx'
import { DisputeFacts } from './dispute-facts.tsx'

/** What the buyer's bank has to say about an order, for those who sold it. */
export function OrderDisputes({ disputes }: Pick<RefundableOrder, 'disputes'>) {
  const { t } = useTranslation()
  if (disputes.length === 0) return null
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('disputes:title')}</h2>
      <ul className="divide-line divide-y">
        {disputes.map(({ borne, ...dispute }) => (
          <li key={dispute.disputeId} className="py-4">
            <DisputeFacts dispute={dispute} />
            {borne && (
              <>
                <PolicyText policy={borne.policy} />
                <BearerTable bearers={borne.bearers} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
