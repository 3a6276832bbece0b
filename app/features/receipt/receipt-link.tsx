import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** From what was granted to the receipt of it. */
export function ReceiptLink({ holdId }: { holdId: string }) {
  const { t } = useTranslation()
  return (
    <p>
      <Link
        to={`/receipts/${holdId}`}
        className="text-tea-700 inline-flex min-h-12 items-center text-sm underline underline-offset-4"
      >
        {t('receipt:link')}
      </Link>
    </p>
  )
}
