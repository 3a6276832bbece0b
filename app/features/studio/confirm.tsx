import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** Asks once more before something that cannot be undone; opens without scripts too. */
export function Confirm({
  label,
  question,
  urgent = false,
  harmless = false,
  children,
}: {
  label: string
  question: string
  /** must be found at once */
  urgent?: boolean
  /** it can be put right again */
  harmless?: boolean
  children: ReactNode
}) {
  return (
    <details className="group w-full">
      <summary
        className={clsx(
          'rounded-control flex min-h-12 cursor-pointer list-none items-center justify-center border px-4',
          'group-open:border-transparent',
          urgent
            ? 'border-vermilion-600 text-vermilion-700 hover:bg-vermilion-50 font-bold'
            : 'border-line-strong/60 text-ink-soft hover:bg-paper-deep font-medium',
        )}
      >
        {label}
      </summary>
      <div
        className={clsx(
          'rounded-control mt-2 grid grid-cols-1 gap-3 border p-4',
          harmless ? 'border-line bg-paper' : 'border-vermilion-200 bg-vermilion-50',
        )}
      >
        <p className={clsx('text-sm', !harmless && 'text-vermilion-800')}>{question}</p>
        {children}
      </div>
    </details>
  )
}
