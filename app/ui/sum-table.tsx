import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { sumFen, type Fen } from '#shared/money.ts'
import { Money } from './money.tsx'

export type SumRow = {
  key: string
  label: ReactNode
  amount: Fen
  /** ours among others' */
  own?: boolean
}

type Props = { caption: string; rows: readonly SumRow[]; total: string }

/** What something is made of, with its sum under the line. */
export function SumTable({ caption, rows, total }: Props) {
  return (
    <table className="mt-3 w-full">
      <caption className="sr-only">{caption}</caption>
      <tbody className="divide-line divide-y">
        {rows.map(({ key, label, amount, own = false }) => (
          <tr key={key} className={clsx(own && 'bg-tea-50 font-semibold')}>
            <th scope="row" className={clsx('px-2 py-2.5 text-left', own ? 'font-semibold' : 'font-normal')}>
              {label}
            </th>
            <td className="py-2.5 pr-2 text-right align-top">
              <Money amount={amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-ink border-t-2">
          <th scope="row" className="px-2 py-2.5 text-left">
            {total}
          </th>
          <td className="py-2.5 pr-2 text-right font-semibold">
            <Money amount={sumFen(rows.map(({ amount }) => amount))} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
