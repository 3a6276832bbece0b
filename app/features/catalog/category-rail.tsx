import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { CategorySummary } from '#server/catalog/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { GoodsPicture } from './goods-picture.tsx'

/** Categories as round pictures in one row that scrolls sideways on phones. */
export function CategoryRail({ categories }: { categories: readonly CategorySummary[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <nav aria-label={t('shop:categories')} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-3 pb-2 sm:gap-6">
        {categories.map((category) => (
          <li key={category.slug}>
            <NavLink
              to={`/categories/${category.slug}`}
              className={({ isActive }) =>
                clsx(
                  'group flex w-20 flex-col items-center gap-2 rounded-2xl py-1 text-center text-sm sm:w-24',
                  isActive && 'text-tea-700 font-semibold',
                )
              }
            >
              <span className="border-surface shadow-card group-aria-[current=page]:border-tea-500 size-16 overflow-hidden rounded-full border-2 sm:size-20">
                <GoodsPicture name={category.picture} alt="" sizes="80px" className="size-full" />
              </span>
              <span className="leading-tight">{say(category.name)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
