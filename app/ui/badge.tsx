import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type BadgeTone = 'tea' | 'flash' | 'honey' | 'plain' | 'live'

const tones: Record<BadgeTone, string> = {
  tea: 'bg-tea-100 text-tea-800',
  flash: 'bg-vermilion-100 text-vermilion-800',
  honey: 'bg-honey-100 text-honey-900',
  plain: 'bg-paper-deep text-ink-soft',
  live: 'bg-vermilion-600 text-white',
}

export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
