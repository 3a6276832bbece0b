import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'

type Props = { path: string; years: readonly number[]; on: string; thisYear: string }

/** One tap a year; a year that is over is shown to its end. */
export function YearLinks({ path, years, on, thisYear }: Props) {
  const { t } = useTranslation()
  if (years.length < 2) return null
  return (
    <nav aria-label={t('books:years')} className="mt-4 flex flex-wrap gap-2">
      {years.map(String).map((year) => (
        <Link
          key={year}
          to={year === thisYear ? path : `${path}?on=${year}-12-31`}
          aria-current={on.startsWith(year) ? 'page' : undefined}
          className={clsx(
            'inline-flex min-h-12 min-w-20 items-center justify-center rounded-full border px-4 tabular-nums',
            on.startsWith(year) ? 'bg-tea-600 border-tea-600 text-white' : 'border-line-strong/60 bg-surface',
          )}
        >
          {year}
        </Link>
      ))}
    </nav>
  )
}
