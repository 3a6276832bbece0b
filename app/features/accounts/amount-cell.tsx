import { clsx } from 'clsx'
import { Money } from '#app/ui/money.tsx'
import type { Fen } from '#shared/money.ts'

/** A figure in a table; zero is a dash, so that what is there stands out. */
export function AmountCell({ amount, className }: { amount: Fen; className?: string }) {
  return (
    <td className={clsx('px-3 py-2.5 text-right align-top', className)}>
      {amount === 0 ? <span className="text-ink-soft">–</span> : <Money amount={amount} />}
    </td>
  )
}
