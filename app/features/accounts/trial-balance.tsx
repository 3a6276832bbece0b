import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { BookOpenText, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartHead, TrialBalanceRow } from '#server/ledger/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Money } from '#app/ui/money.tsx'
import { sumFen, type Fen } from '#shared/money.ts'
import { AccountLabel, type PartyNames } from './account-label.tsx'
import { AmountCell } from './amount-cell.tsx'
import { ScrollTable } from './scroll-table.tsx'

const columns = ['openDebit', 'openCredit', 'turnDebit', 'turnCredit', 'closeDebit', 'closeCredit'] as const
const groups = ['open', 'turn', 'close'] as const

type Sums = Record<(typeof columns)[number], Fen>
type Props = {
  rows: readonly TrialBalanceRow[]
  heads: readonly ChartHead[]
  names: PartyNames
  /** an account's page, by its code */
  linkTo(code: string): string
}

/** 科目余额表 as accountants print it. A head is the sum of its accounts on each side; claims and debts are not netted. */
export function TrialBalance({ rows, heads, names, linkTo }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (rows.length === 0)
    return (
      <EmptyState icon={BookOpenText} title={t('accounts:balances.empty')}>
        {t('accounts:balances.emptyLead')}
      </EmptyState>
    )
  const totals = sums(rows)
  const byHead = new Map<string, TrialBalanceRow[]>()
  for (const row of rows) byHead.set(headOf(row), [...(byHead.get(headOf(row)) ?? []), row])
  return (
    <div className="grid gap-4">
      <Balanced balanced={groups.every((group) => totals[`${group}Debit`] === totals[`${group}Credit`])} />
      <ScrollTable label={t('accounts:pages.balances')}>
        <table className="w-full min-w-[46rem] text-sm print:min-w-0">
          <caption className="sr-only">{t('accounts:pages.balances')}</caption>
          <ColumnHeads />
          {[...byHead].map(([head, accounts]) => {
            const known = heads.find((one) => one.head === head)
            return (
              <tbody key={head} className="border-line border-t">
                <Row figures={sums(accounts)} strong>
                  <Link to={linkTo(head)} className="block underline-offset-4 hover:underline">
                    <AccountLabel code={head} name={known ? say(known.name) : head} names={names} />
                  </Link>
                </Row>
                {accounts
                  .filter(({ code }) => code !== head)
                  .map((row) => (
                    <Row key={row.code} figures={row}>
                      <Link to={linkTo(row.code)} className="block pl-4 underline-offset-4 hover:underline">
                        <AccountLabel code={row.code} name={row.name} names={names} />
                      </Link>
                    </Row>
                  ))}
              </tbody>
            )
          })}
          <tfoot className="border-ink border-t-2 font-semibold">
            <tr>
              <th scope="row" className="px-4 py-3 text-left">
                {t('accounts:total')}
              </th>
              {columns.map((column) => (
                <td key={column} className="px-3 py-3 text-right">
                  <Money amount={totals[column]} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollTable>
    </div>
  )
}

const headOf = ({ code }: TrialBalanceRow) => code.split('.')[0] ?? code

function sums(rows: readonly TrialBalanceRow[]): Sums {
  return Object.fromEntries(columns.map((column) => [column, sumFen(rows.map((row) => row[column]))])) as Sums
}

function Balanced({ balanced }: { balanced: boolean }) {
  const { t } = useTranslation()
  const Icon = balanced ? CircleCheck : TriangleAlert
  return (
    <p className={clsx('flex items-center gap-2', balanced ? 'text-tea-700' : 'text-vermilion-700')}>
      <Icon aria-hidden className="size-5" />
      <strong className="font-medium">
        {balanced ? t('accounts:balances.balanced') : t('accounts:balances.unbalanced')}
      </strong>
    </p>
  )
}

function ColumnHeads() {
  const { t } = useTranslation()
  return (
    <thead className="bg-paper-deep text-ink-soft">
      <tr>
        <th scope="col" rowSpan={2} className="px-4 py-2 text-left font-medium">
          {t('accounts:account')}
        </th>
        {groups.map((group) => (
          <th key={group} scope="colgroup" colSpan={2} className="border-line border-l px-3 pt-2 font-medium">
            {t(`accounts:balances.${group}`)}
          </th>
        ))}
      </tr>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col" className="border-line px-3 pb-2 text-right font-normal odd:border-l">
            {t(column.endsWith('Debit') ? 'accounts:debit' : 'accounts:credit')}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type RowProps = { figures: Sums; strong?: boolean; children: ReactNode }

function Row({ figures, strong = false, children }: RowProps) {
  return (
    <tr className={clsx(strong && 'font-medium')}>
      <th scope="row" className={clsx('px-4 py-2.5 text-left', strong ? 'font-medium' : 'font-normal')}>
        {children}
      </th>
      {columns.map((column) => (
        <AmountCell key={column} amount={figures[column]} />
      ))}
    </tr>
  )
}
