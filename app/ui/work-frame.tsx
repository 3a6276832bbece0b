import { Link } from '@remix-run/react'
import { CircleUserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Brand } from './brand.tsx'
import { LanguageSwitch, TextSizeSwitch } from './preferences.tsx'

/** What stands around the pages of people at work: no shop places, only the way to their account. */
export function WorkFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="bg-paper/95 border-line sticky top-0 z-30 border-b backdrop-blur-sm print:hidden">
        <div className="mx-auto flex max-w-6xl items-center gap-1 px-4 py-1.5 sm:px-6">
          <Brand />
          <div className="ml-auto flex items-center">
            <TextSizeSwitch />
            <LanguageSwitch />
            <Link
              to="/account"
              aria-label={t('identity:account.title')}
              className="hover:bg-paper-deep text-ink-soft rounded-control grid size-11 place-items-center"
            >
              <CircleUserRound aria-hidden className="size-6" />
            </Link>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-5 pb-16 sm:px-6">
        {children}
      </main>
    </div>
  )
}
