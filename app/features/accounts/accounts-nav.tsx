import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'

const PAGES = ['', 'vouchers', 'balance-sheet', 'surplus', 'equity', 'chart', 'months', 'exports'] as const

/** The accountant's pages of one book. */
export function AccountsNav({ base }: { base: string }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('accounts:title')} className="mb-6 flex flex-wrap gap-2 print:hidden">
      {PAGES.map((page) => (
        <NavLink
          key={page}
          to={page ? `${base}/${page}` : base}
          end={page === ''}
          className={({ isActive }) =>
            clsx(
              'rounded-control flex min-h-12 items-center border px-4 text-sm font-medium',
              isActive
                ? 'border-tea-600 bg-tea-100 text-tea-900'
                : 'border-line bg-surface text-ink-soft hover:border-line-strong',
            )
          }
        >
          {t(`accounts:pages.${page || 'balances'}`)}
        </NavLink>
      ))}
    </nav>
  )
}
