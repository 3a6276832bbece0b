import { clsx } from 'clsx'

/** Room kept for what is on its way; says nothing to screen readers. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('bg-paper-deep animate-breathe rounded-control', className)} />
}
