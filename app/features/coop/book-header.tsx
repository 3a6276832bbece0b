import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { Bilingual } from '#shared/locale.ts'

type Props = { organisation: { id: string; name: Bilingual; kind: string } }

/** Whose book this is, and its pages. */
export function BookHeader({ organisation }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const places: { to: string; label: string; below?: boolean }[] = [
    { to: `/coop/${organisation.id}`, label: t('coop:tabs.ours') },
    { to: `/coop/${organisation.id}/accounts`, label: t('coop:tabs.accounts'), below: true },
    ...(organisation.kind === 'cooperative'
      ? [
          { to: `/coop/${organisation.id}/orders`, label: t('coop:tabs.orders'), below: true },
          { to: `/coop/${organisation.id}/lots`, label: t('coop:tabs.lots'), below: true },
          { to: `/coop/${organisation.id}/rules`, label: t('coop:tabs.rules'), below: true },
          { to: `/coop/${organisation.id}/write-offs`, label: t('coop:tabs.writeOffs') },
        ]
      : []),
    { to: `/coop/${organisation.id}/dividends`, label: t('dividends:tabs.dividends'), below: true },
    { to: `/coop/${organisation.id}/grants`, label: t('dividends:tabs.grants') },
  ]
  return (
    <div className="mb-6">
      <p className="text-ink-soft text-sm">{t(`coop:kind.${organisation.kind}`)}</p>
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{say(organisation.name)}</h1>
      <nav aria-label={t('coop:title')} className="border-line mt-4 flex flex-wrap border-b print:hidden">
        {places.map(({ to, label, below = false }) => (
          <NavLink
            key={to}
            to={to}
            end={!below}
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
