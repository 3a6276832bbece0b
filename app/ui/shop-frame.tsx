import { NavLink, useRouteLoaderData } from '@remix-run/react'
import { clsx } from 'clsx'
import { House, Radio, ReceiptText, ShoppingBasket, Trees, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { loader as rootLoader } from '#app/root.tsx'
import { Brand } from './brand.tsx'
import { LanguageSwitch, TextSizeSwitch } from './preferences.tsx'

type Place = { to: string; label: string; icon: LucideIcon }

const places: readonly Place[] = [
  { to: '/', label: 'home', icon: House },
  { to: '/live', label: 'live', icon: Radio },
  { to: '/products', label: 'products', icon: ShoppingBasket },
  { to: '/villages', label: 'villages', icon: Trees },
  { to: '/orders', label: 'orders', icon: ReceiptText },
]

/** What stands around every page of the shop: on phones the places are under the thumb, and `bar` above them. */
export function ShopFrame({ bar, children }: { bar?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-4 pb-12 sm:px-6">
        {children}
      </main>
      <Footer />
      <div className="sticky bottom-0 z-30 print:hidden">
        {bar}
        <TabBar />
      </div>
    </div>
  )
}

function Header() {
  const { t } = useTranslation()
  return (
    <header className="bg-paper/95 border-line sticky top-0 z-30 border-b backdrop-blur-sm print:hidden">
      <div className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-1.5 sm:px-6">
        <Brand />
        <nav aria-label={t('common:nav.main')} className="ml-8 hidden flex-1 gap-1 md:flex">
          {places.map((place) => (
            <NavLink
              key={place.to}
              to={place.to}
              end={place.to === '/'}
              className={({ isActive }) =>
                clsx(
                  'rounded-control flex min-h-11 items-center px-3 font-medium',
                  isActive ? 'bg-tea-100 text-tea-800' : 'hover:bg-paper-deep text-ink-soft',
                )
              }
            >
              {t(`common:places.${place.label}`)}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center">
          <TextSizeSwitch />
          <LanguageSwitch />
        </div>
      </div>
    </header>
  )
}

function TabBar() {
  const { t } = useTranslation()
  return (
    <nav
      aria-label={t('common:nav.main')}
      className="bg-surface shadow-bar border-line border-t pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="mx-auto flex max-w-xl">
        {places.map(({ to, label, icon: Icon }) => (
          <li key={to} className="min-w-0 flex-1">
            <NavLink
              to={to}
              end={to === '/'}
              className={({ isActive }) =>
                clsx(
                  'flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs',
                  isActive ? 'text-tea-700 font-semibold' : 'text-ink-soft',
                )
              }
            >
              <Icon aria-hidden className="size-5.5" />
              <span className="max-w-full truncate">{t(`common:places.${label}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Footer() {
  const { t } = useTranslation()
  const demo = useRouteLoaderData<typeof rootLoader>('root')?.demo ?? false
  return (
    <footer className="border-line bg-paper-deep border-t print:hidden">
      <div className="text-ink-soft mx-auto grid max-w-6xl gap-6 px-4 py-8 text-sm sm:grid-cols-3 sm:px-6">
        <div>
          <p className="text-ink mb-1 font-serif text-base font-bold">{t('common:shop.name')}</p>
          <p>{t('common:footer.about')}</p>
        </div>
        <ul className="space-y-1">
          <li>{t('common:footer.returns')}</li>
          <li>{t('common:footer.fresh')}</li>
          <li>{t('common:footer.counts')}</li>
        </ul>
        <ul className="space-y-1">
          <li>
            <FooterLink to="/orders/find">{t('common:footer.findOrder')}</FooterLink>
          </li>
          <li>
            <FooterLink to="/studio">{t('common:footer.studio')}</FooterLink>
          </li>
          <li>
            <FooterLink to="/coop">{t('common:footer.coop')}</FooterLink>
          </li>
          <li>
            <FooterLink to="/ledger">{t('proofs:ledger.title')}</FooterLink>
          </li>
        </ul>
        {demo && <p className="sm:col-span-3">{t('common:footer.demo')}</p>}
      </div>
    </footer>
  )
}

function FooterLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <NavLink to={to} className="inline-flex min-h-10 items-center underline underline-offset-4">
      {children}
    </NavLink>
  )
}
