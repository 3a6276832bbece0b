import { useTranslation } from 'react-i18next'
import type { DisputeView } from '#server/checkout/index.ts'
import { BearerTable } from '#app/features/refunds/bearer-table.tsx'
import { PolicyText } from '#app/features/refunds/policy-text.tsx'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'

/** Whose a loss is, or would be: by policy, set off against a refund that never left, or the platform's alone. */
export function LossView({ loss }: { loss: NonNullable<DisputeView['loss']> }) {
  const { t } = useTranslation()
  const { booked, divided, nettedFen, beyondFen } = loss
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">
        {t(booked ? 'disputes:loss.booked' : 'disputes:loss.ifLost')}
      </h2>
      {divided && (
        <>
          <PolicyText policy={divided.policy} />
          <BearerTable bearers={divided.bearers} />
        </>
      )}
      {nettedFen > 0 && (
        <p className="mt-3 text-sm">
          {t('disputes:loss.netted')} <Money amount={nettedFen} className="font-semibold" />
        </p>
      )}
      {beyondFen > 0 && (
        <p className="mt-3 text-sm">
          {t('disputes:loss.beyond')} <Money amount={beyondFen} className="font-semibold" />
        </p>
      )}
    </Card>
  )
}
