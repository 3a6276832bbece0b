import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fen } from '#shared/money.ts'
import type { ClaimReceipt } from '#shared/receipt.ts'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

/** What a receipt says, and what is signed: no word of ours beside it. */
export function ReceiptFacts({ receipt }: { receipt: ClaimReceipt }) {
  const { t } = useTranslation()
  return (
    <dl className="divide-line divide-y">
      <Fact label={t('receipt:sequence')}>
        <span className="text-xl font-bold">{t('receipt:number', { number: receipt.sequence })}</span>
      </Fact>
      <Fact label={t('receipt:time')}>
        <Moment at={receipt.time} style="clockDay" />
      </Fact>
      <Fact label={t('receipt:price')}>
        <Money amount={fen(receipt.priceFen)} />
      </Fact>
      <Fact label={t('receipt:quantity')}>{t('receipt:units', { count: receipt.quantity })}</Fact>
      <Fact label={t('receipt:expiresAt')}>
        <Moment at={receipt.expiresAt} style="clockDay" />
      </Fact>
      <Fact label={t('receipt:sale')}>
        <span className="font-mono text-sm break-all">{receipt.saleId}</span>
      </Fact>
      <Fact label={t('receipt:hold')}>
        <span className="font-mono text-sm break-all">{receipt.holdId}</span>
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2.5">
      <dt className="text-ink-soft shrink-0 text-sm">{label}</dt>
      <dd className="min-w-0 text-right tabular-nums">{children}</dd>
    </div>
  )
}
