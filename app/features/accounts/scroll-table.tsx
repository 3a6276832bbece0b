import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'

/** A wide table: it scrolls within its frame on a phone, and is whole on paper. */
export function ScrollTable({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <div
        {...scrollsByKeyboard}
        role="group"
        aria-label={label}
        className="bg-surface border-line rounded-card overflow-x-auto border print:overflow-visible print:border-0"
      >
        {children}
      </div>
      <p className="text-ink-soft mt-2 text-sm lg:hidden print:hidden">{t('accounts:scroll')}</p>
    </>
  )
}
