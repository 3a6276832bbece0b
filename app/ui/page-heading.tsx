import type { ReactNode } from 'react'

type PageHeadingProps = { title: string; lead?: string; children?: ReactNode }

export function PageHeading({ title, lead, children }: PageHeadingProps) {
  return (
    <div className="mt-2 mb-6 sm:mt-4">
      <h1 className="font-serif text-2xl leading-tight font-bold sm:text-4xl">{title}</h1>
      {lead && <p className="text-ink-soft mt-2 max-w-2xl">{lead}</p>}
      {children}
    </div>
  )
}
