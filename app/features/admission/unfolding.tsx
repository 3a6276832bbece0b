import type { ReactNode } from 'react'

/** What is seldom done, one tap away; without scripts, too. */
export function Unfolding({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details>
      <summary className="text-tea-700 inline-flex min-h-11 cursor-pointer items-center font-medium">
        {label}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}
