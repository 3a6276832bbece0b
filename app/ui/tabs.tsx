import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'

/** `below`: pages below it belong to it, too */
export type Tab = { to: string; label: string; below?: boolean }

/** The pages that stand beside each other under one heading. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="border-line mt-4 flex flex-wrap border-b print:hidden">
      {tabs.map(({ to, label, below = false }) => (
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
  )
}
