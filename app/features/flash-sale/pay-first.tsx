import { useTranslation } from 'react-i18next'
import { PAY_FIRST_AFTER_LAPSES, PAY_FIRST_SEC, PAY_FIRST_WITHIN_HOURS } from '#shared/flash-sale.ts'
import { Notice } from '#app/ui/notice.tsx'

const terms = { sec: PAY_FIRST_SEC, lapses: PAY_FIRST_AFTER_LAPSES, hours: PAY_FIRST_WITHIN_HOURS }

/** What a sale with 先付款 asks of whom, before a tap: of this buyer, or as a rule for all. */
export function PayFirstTerms({ mine }: { mine: boolean }) {
  const { t } = useTranslation()
  if (!mine) return <p className="text-ink-soft text-sm">{t('live:payFirst.rule', terms)}</p>
  return (
    <Notice tone="warning" title={t('live:payFirst.title')} announce="status">
      <p>{t('live:payFirst.yours', terms)}</p>
    </Notice>
  )
}
