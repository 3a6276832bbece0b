import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type CardProps = { children: ReactNode; className?: string; padded?: boolean }

export function Card({ children, className, padded = true }: CardProps) {
  return (
    <div className={clsx('bg-surface rounded-card shadow-card', padded && 'p-4 sm:p-6', className)}>
      {children}
    </div>
  )
}

type SectionProps = { title: string; id?: string; action?: ReactNode; children: ReactNode }

/** A titled part of a page; its heading names the landmark. */
export function Section({ title, id, action, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className="mt-10">
      <div className="mb-4 flex items-baseline justify-between gap-4">
        <h2 className="font-serif text-xl font-bold sm:text-2xl">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}
