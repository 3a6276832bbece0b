import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'

type Crumb = { label: string; to?: string }

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('common:nav.breadcrumbs')} className="text-ink-soft mb-4 text-sm">
      <ol className="flex flex-wrap items-center gap-x-1">
        {crumbs.map(({ label, to }, at) => (
          <li key={label} className="flex items-center gap-1">
            {at > 0 && <ChevronRight aria-hidden className="text-ink-faint size-4" />}
            {to ? (
              <Link to={to} className="hover:text-tea-700 py-2 hover:underline">
                {label}
              </Link>
            ) : (
              <span aria-current="page" className="py-2">
                {label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
