import type { ReactNode } from 'react'
import { Brand } from '#app/ui/brand.tsx'
import { LanguageSwitch, TextSizeSwitch } from '#app/ui/preferences.tsx'

/** One question on a quiet page. */
export function NarrowPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-5 pb-12">
      <header className="flex items-center justify-between py-3">
        <Brand />
        <div className="-mr-2 flex">
          <TextSizeSwitch />
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col gap-6 pt-6">
        <div className="grid gap-2">
          <h1 className="font-serif text-3xl font-bold">{title}</h1>
          {lead && <p className="text-ink-soft">{lead}</p>}
        </div>
        {children}
      </main>
    </div>
  )
}
