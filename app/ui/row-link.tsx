import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A row of a list that leads somewhere: as tall as a thumb needs, and with the sign that there is more. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="hover:bg-tea-50 flex min-h-16 items-center gap-3 px-4 py-3 sm:px-6">
      {children}
      <ChevronRight aria-hidden className="text-ink-faint size-5 shrink-0" />
    </Link>
  )
}
