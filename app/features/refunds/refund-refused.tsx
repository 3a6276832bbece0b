import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { RefundRefusal } from '#shared/refund.ts'

export function RefundRefused({ refusal }: { refusal: RefundRefusal | { kind: 'bad_request' } }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const left = refusal.kind === 'refund_beyond_order' ? formatMoney(refusal.leftFen, locale) : ''
  return (
    <Notice tone="danger" announce="alert">
      {t(`errors:refusal.${refusal.kind}`, {
        left,
        count: refusal.kind === 'units_beyond_order' ? refusal.leftUnits : 0,
      })}
    </Notice>
  )
}
