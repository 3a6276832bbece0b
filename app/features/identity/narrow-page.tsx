import type { ReactNode } from 'react'
import { Wordmark } from './wordmark.tsx'

/** One question on a quiet page. */
export function NarrowPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-5 pb-12">
      <header className="py-6">
        <Wordmark />
      </header>
      <main id="main" className="flex flex-1 flex-col gap-6 pt-4">
        <div className="grid gap-2">
          <h1 className="font-serif text-3xl font-semibold">{title}</h1>
          {lead && <p className="text-ink-soft">{lead}</p>}
        </div>
        {children}
      </main>
    </div>
  )
}
