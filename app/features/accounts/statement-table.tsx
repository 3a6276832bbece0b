import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Part, Statement, StatementRow } from '#server/accounting/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { AccountLabel, type PartyNames } from './account-label.tsx'
import { AmountCell } from './amount-cell.tsx'
import { ScrollTable } from './scroll-table.tsx'

type Props = {
  statement: Statement
  columns: readonly [string, string]
  /** what it means that the form proves itself, or that it does not */
  proof: { agrees: string; differs: string }
  names: PartyNames
  linkTo(code: string): string
}

/** A statutory form. Each figure opens to the accounts it is made of, and these lead to their lines. */
export function StatementTable({ statement, columns, proof, names, linkTo }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { rows, unplaced, agrees } = statement
  return (
    <div className="grid gap-4">
      {agrees ? (
        <p className="text-tea-700 flex items-center gap-2">
          <CircleCheck aria-hidden className="size-5 shrink-0" />
          <strong className="font-medium">{proof.agrees}</strong>
        </p>
      ) : (
        <Notice tone="danger">{proof.differs}</Notice>
      )}
      {unplaced.length > 0 && (
        <Notice tone="warning" title={t('accounts:statement.unplaced')}>
          <PartList parts={unplaced} names={names} linkTo={linkTo} />
        </Notice>
      )}
      <ScrollTable label={say(statement.title)}>
        <table className="w-full min-w-[34rem] text-sm print:min-w-0">
          <caption className="sr-only">{say(statement.title)}</caption>
          <thead className="bg-paper-deep text-ink-soft">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-medium">
                {t('accounts:statement.item')}
              </th>
              <th scope="col" className="px-2 py-2 text-center font-medium">
                {t('accounts:statement.row')}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 text-right font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {rows.map((row) => (
              <Row key={row.key} row={row} names={names} linkTo={linkTo} />
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </div>
  )
}

type RowProps = { row: StatementRow; names: PartyNames; linkTo(code: string): string }

function Row({ row, names, linkTo }: RowProps) {
  const say = useBilingual()
  const { label, number, kind, columns, parts } = row
  if (kind === 'heading')
    return (
      <tr>
        <th scope="colgroup" colSpan={4} className="text-ink-soft px-4 pt-4 pb-2 text-left font-medium">
          {say(label)}
        </th>
      </tr>
    )
  const weight = kind === 'total' ? 'font-semibold' : 'font-normal'
  return (
    <tr className={weight}>
      <th scope="row" className={clsx('px-4 py-2.5 text-left align-top', weight)}>
        {parts.length === 0 ? (
          say(label)
        ) : (
          <details>
            <summary className="marker:text-tea-600 py-0.5">{say(label)}</summary>
            <PartList parts={parts} names={names} linkTo={linkTo} />
          </details>
        )}
      </th>
      <td className="text-ink-soft px-2 py-2.5 text-center align-top tabular-nums">{number}</td>
      <AmountCell amount={columns[0]} />
      <AmountCell amount={columns[1]} />
    </tr>
  )
}

type PartsProps = { parts: readonly Part[]; names: PartyNames; linkTo(code: string): string }

function PartList({ parts, names, linkTo }: PartsProps) {
  return (
    <ul className="mt-1 grid gap-1 font-normal">
      {parts.map(({ code, name, columns }) => (
        <li key={code}>
          <Link
            to={linkTo(code)}
            className="text-tea-700 flex min-h-12 flex-wrap items-center justify-between gap-x-4 underline-offset-4 hover:underline"
          >
            <span>
              <AccountLabel code={code} name={name} names={names} />
            </span>
            <Money amount={columns[0]} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
