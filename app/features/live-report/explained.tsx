import { CircleHelp } from 'lucide-react'
import type { ReactNode } from 'react'

/** A word that says on a tap what it means. */
export function Explained({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <details className="text-sm">
      <summary className="text-ink-soft inline-flex min-h-11 list-none items-center gap-1 [&::-webkit-details-marker]:hidden">
        <span className="decoration-line-strong underline decoration-dotted underline-offset-4">{label}</span>
        <CircleHelp aria-hidden className="text-ink-faint size-3.5 shrink-0" />
      </summary>
      <p className="bg-paper-deep rounded-control mb-2 px-3 py-2 text-left leading-relaxed font-normal whitespace-normal">
        {children}
      </p>
    </details>
  )
}
