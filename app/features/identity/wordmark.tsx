import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** The shop's name, leading home. */
export function Wordmark() {
  const { t } = useTranslation()
  return (
    <Link to="/" className="inline-flex min-h-12 items-center font-serif text-2xl font-bold tracking-wide">
      {t('common:brand')}
    </Link>
  )
}
