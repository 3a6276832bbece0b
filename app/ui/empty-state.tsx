import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode }

export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="border-line rounded-card flex flex-col items-center gap-3 border border-dashed px-6 py-12 text-center">
      <span className="bg-paper-deep text-tea-600 grid size-14 place-items-center rounded-full">
        <Icon aria-hidden className="size-7" />
      </span>
      <p className="font-serif text-lg font-bold">{title}</p>
      {children && <div className="text-ink-soft max-w-prose text-sm">{children}</div>}
    </div>
  )
}
