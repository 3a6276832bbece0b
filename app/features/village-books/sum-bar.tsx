import type { ReactNode } from 'react'
import { clsx } from 'clsx'

type Props = {
  /** of the whole width, 0 to 100; less than nothing is drawn as nothing */
  percent: number
  fill: string
  className?: string
  /** marks on it, in the same hundredths */
  children?: ReactNode
}

/** A sum as a bar, for the eye only: the sum itself stands beside it. */
export function SumBar({ percent, fill, className, children }: Props) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className={clsx('bg-paper-deep w-full overflow-hidden rounded-full', className)}
    >
      <rect width={Math.max(0, percent)} height="10" className={fill} />
      {children}
    </svg>
  )
}
