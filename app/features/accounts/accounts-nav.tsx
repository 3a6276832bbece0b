import { NavLink, useRouteLoaderData } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { loader as coopLoader } from '#app/routes/coop.tsx'

const PAGES = ['', 'vouchers', 'balance-sheet', 'surplus', 'equity', 'chart', 'months', 'exports'] as const
/** where something is done with the book: not the auditor's */
const OF_STAFF = new Set<string>(['months', 'exports'])

/** The accountant's pages of one book. */
export function AccountsNav({ base, organisationId }: { base: string; organisationId: string }) {
  const { t } = useTranslation()
  const audits = useRouteLoaderData<typeof coopLoader>('routes/coop')?.audits.includes(organisationId)
  return (
    <nav aria-label={t('accounts:title')} className="mb-6 flex flex-wrap gap-2 print:hidden">
      {PAGES.filter((page) => !audits || !OF_STAFF.has(page)).map((page) => (
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
