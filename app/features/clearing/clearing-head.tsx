import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** The heading of the pages about Stripe's balance; `below`: of a page that leads back to the first. */
export function ClearingHead({ title, below = false }: { title?: string; below?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="mb-5">
      {below && (
        <Link
          to="/platform/clearing"
          className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('clearing:back')}
        </Link>
      )}
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{title ?? t('clearing:title')}</h1>
      {!below && <p className="text-ink-soft mt-1 max-w-2xl">{t('clearing:lead')}</p>}
    </div>
  )
}
