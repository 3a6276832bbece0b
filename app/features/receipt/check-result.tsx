import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { ReceiptCheck } from './check-receipt.ts'
import { ReceiptFacts } from './receipt-facts.tsx'

/** Whether it is ours and unchanged, who has checked it, and what it really says. */
export function CheckResult({ check }: { check: ReceiptCheck }) {
  const { t } = useTranslation()
  if (check.kind === 'unreadable')
    return (
      <Notice tone="warning" announce="alert" title={t('receipt:check.unreadable')}>
        {t('receipt:check.unreadableText')}
      </Notice>
    )
  if (check.kind === 'not_ours')
    return (
      <Notice tone="danger" announce="alert" title={t('receipt:check.notOurs')}>
        <p>{t('receipt:check.notOursText')}</p>
        <p className="mt-1">{t(`receipt:check.by.${check.by}`)}</p>
      </Notice>
    )
  const { receipt } = check
  return (
    <div className="grid gap-4">
      <Notice tone="success" announce="alert" title={t('receipt:check.genuine')}>
        {t(`receipt:check.by.${check.by}`)}
      </Notice>
      <Card>
        <h2 className="font-serif text-lg font-bold">{t('receipt:check.says')}</h2>
        <p className="text-ink-soft mb-2 text-sm">{t('receipt:check.saysText')}</p>
        <ReceiptFacts receipt={receipt} />
        <Link
          to={`/sales/${encodeURIComponent(receipt.saleId)}/log?from=${receipt.sequence}`}
          className="text-tea-700 inline-flex min-h-12 items-center text-sm underline underline-offset-4"
        >
          {t('receipt:check.log', { number: receipt.sequence })}
        </Link>
      </Card>
    </div>
  )
}
