import { Link } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TrialBalanceRow } from '#server/ledger/index.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { fen, sumFen } from '#shared/money.ts'
import { AccountLabel, type PartyNames } from './account-label.tsx'
import { AmountCell } from './amount-cell.tsx'
import { ScrollTable } from './scroll-table.tsx'

const COLUMNS = ['opening', 'increase', 'decrease', 'closing'] as const
type Props = { accounts: readonly TrialBalanceRow[]; names: PartyNames; linkTo(code: string): string }

/** 成员权益变动表: how each equity account changed in the range. Without entries it says so. */
export function EquityTable({ accounts, names, linkTo }: Props) {
  const { t } = useTranslation()
  if (accounts.length === 0)
    return (
      <EmptyState icon={Scale} title={t('accounts:equity.empty')}>
        {t('accounts:equity.emptyLead')}
      </EmptyState>
    )
  const figures = accounts.map((row) => [
    fen(row.openCredit - row.openDebit),
    row.turnCredit,
    row.turnDebit,
    fen(row.closeCredit - row.closeDebit),
  ])
  return (
    <ScrollTable label={t('accounts:pages.equity')}>
      <table className="w-full min-w-[36rem] text-sm print:min-w-0">
        <caption className="sr-only">{t('accounts:pages.equity')}</caption>
        <thead className="bg-paper-deep text-ink-soft">
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-medium">
              {t('accounts:account')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 text-right font-medium">
                {t(`accounts:equity.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          {accounts.map(({ code, name }, at) => (
            <tr key={code}>
              <th scope="row" className="px-4 py-2.5 text-left font-normal">
                <Link to={linkTo(code)} className="underline-offset-4 hover:underline">
                  <AccountLabel code={code} name={name} names={names} />
                </Link>
              </th>
              {figures[at]?.map((amount, column) => (
                <AmountCell key={COLUMNS[column]} amount={amount} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot className="border-ink border-t-2 font-semibold">
          <tr>
            <th scope="row" className="px-4 py-3 text-left">
              {t('accounts:total')}
            </th>
            {COLUMNS.map((column, at) => (
              <AmountCell key={column} amount={sumFen(figures.flatMap((row) => row[at] ?? []))} />
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollTable>
  )
}
