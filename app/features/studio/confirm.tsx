import type { ReactNode } from 'react'

/** Asks once more before something that cannot be undone; opens without scripts too. */
export function Confirm({
  label,
  question,
  children,
}: {
  label: string
  question: string
  children: ReactNode
}) {
  return (
    <details className="group w-full">
      <summary className="border-line-strong/60 text-ink-soft hover:bg-paper-deep rounded-control flex min-h-12 list-none items-center justify-center border px-4 font-medium group-open:border-transparent">
        {label}
      </summary>
      <div className="border-vermilion-200 bg-vermilion-50 rounded-control mt-2 grid gap-3 border p-4">
        <p className="text-vermilion-800 text-sm">{question}</p>
        {children}
      </div>
    </details>
  )
}
