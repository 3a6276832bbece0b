import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'

/** The pages of whoever pays out, under one name. */
export function PayoutsNav() {
  const { t } = useTranslation()
  const places = [
    { to: '/platform/payouts', label: t('payouts:tabs.batches') },
    { to: '/platform/payouts/new', label: t('payouts:tabs.new') },
    { to: '/platform/payouts/accounts', label: t('payouts:tabs.accounts') },
  ]
  return (
    <div className="mb-6">
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{t('payouts:title')}</h1>
      <nav aria-label={t('payouts:title')} className="border-line mt-4 flex flex-wrap border-b">
        {places.map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            end
            className={({ isActive }) =>
              clsx(
                '-mb-px flex min-h-12 items-center border-b-2 px-4 font-medium',
                isActive
                  ? 'border-tea-600 text-tea-700'
                  : 'text-ink-soft hover:border-line-strong border-transparent',
              )
            }
          >
            {label}
          </NavLink>
        ))}
      </nav>
    </div>
  )
}
