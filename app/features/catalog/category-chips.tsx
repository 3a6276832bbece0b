import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { CategorySummary } from '#server/catalog/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'

/** Which part of the shelf is shown, as a row of links. */
export function CategoryChips({ categories }: { categories: readonly CategorySummary[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const all = { to: '/products', label: t('shop:allGoods') }
  const places = categories.map(({ slug, name }) => ({ to: `/categories/${slug}`, label: say(name) }))
  return (
    <nav aria-label={t('shop:categories')} className="-mx-4 mb-6 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-2 py-1 sm:flex-wrap">
        {[all, ...places].map(({ to, label }) => (
          <li key={to}>
            <NavLink
              to={to}
              end
              className={({ isActive }) =>
                clsx(
                  'inline-flex min-h-11 items-center rounded-full border px-4 text-sm whitespace-nowrap',
                  isActive
                    ? 'border-tea-600 bg-tea-600 font-medium text-white'
                    : 'border-line bg-surface text-ink-soft hover:border-tea-400',
                )
              }
            >
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
