import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { LedgerLine, MonthTurnover, TrialBalanceRow } from '#server/ledger/index.ts'
import { Money } from '#app/ui/money.tsx'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { AccountLabel, type PartyNames } from './account-label.tsx'
import { AmountCell } from './amount-cell.tsx'
import { voucherPath } from './range-search.ts'
import { ScrollTable } from './scroll-table.tsx'

/** Debit or credit, and how much: 借 ¥5.00. */
export function Balance({ amount }: { amount: Fen }) {
  const { t } = useTranslation()
  if (amount === 0) return <span className="whitespace-nowrap">{t('accounts:ledger.even')}</span>
  return (
    <span className="whitespace-nowrap">
      <span className="text-ink-soft mr-1 text-xs">{t(amount > 0 ? 'accounts:dr' : 'accounts:cr')}</span>
      <Money amount={fen(Math.abs(amount))} />
    </span>
  )
}

const openOf = (row: TrialBalanceRow) => fen(row.openDebit - row.openCredit)
const closeOf = (row: TrialBalanceRow) => fen(row.closeDebit - row.closeCredit)

/** Opening, movement and closing of what the page is about, its details together. */
export function LedgerFigures({ accounts }: { accounts: readonly TrialBalanceRow[] }) {
  const { t } = useTranslation()
  const figures = [
    { name: 'opening', figure: <Balance amount={sumFen(accounts.map(openOf))} /> },
    { name: 'debit', figure: <Money amount={sumFen(accounts.map(({ turnDebit }) => turnDebit))} /> },
    { name: 'credit', figure: <Money amount={sumFen(accounts.map(({ turnCredit }) => turnCredit))} /> },
    { name: 'closing', figure: <Balance amount={sumFen(accounts.map(closeOf))} /> },
  ] as const
  return (
    <dl className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {figures.map(({ name, figure }) => (
        <div key={name} className="bg-surface border-line rounded-card border p-4">
          <dt className="text-ink-soft text-sm">{t(`accounts:ledger.${name}`)}</dt>
          <dd className="text-lg font-semibold">{figure}</dd>
        </div>
      ))}
    </dl>
  )
}

type DetailsProps = { accounts: readonly TrialBalanceRow[]; names: PartyNames; linkTo(code: string): string }

/** 明细科目: the accounts below a head, each with a page of its own. */
export function DetailAccounts({ accounts, names, linkTo }: DetailsProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('accounts:ledger.details')} className="mb-6">
      <h3 className="mb-2 font-serif text-lg font-bold">{t('accounts:ledger.details')}</h3>
      <ul className="bg-surface border-line rounded-card divide-line divide-y border">
        {accounts.map((row) => (
          <li key={row.code}>
            <Link
              to={linkTo(row.code)}
              className="hover:bg-tea-50 flex min-h-14 flex-wrap items-center justify-between gap-x-4 px-4 py-2"
            >
              <span>
                <AccountLabel code={row.code} name={row.name} names={names} />
              </span>
              <Balance amount={closeOf(row)} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 总账: month by month, with the balance each month ends with. */
export function MonthTable({ months, opening }: { months: readonly MonthTurnover[]; opening: Fen }) {
  const { t } = useTranslation()
  const balances = months.map((_, at) =>
    fen(months.slice(0, at + 1).reduce((sum, { debit, credit }) => sum + debit - credit, opening as number)),
  )
  return (
    <section aria-label={t('accounts:ledger.general')} className="mb-6">
      <h3 className="mb-2 font-serif text-lg font-bold">{t('accounts:ledger.general')}</h3>
      <ScrollTable label={t('accounts:ledger.general')}>
        <table className="w-full min-w-[28rem] text-sm print:min-w-0">
          <thead className="bg-paper-deep text-ink-soft">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-medium">
                {t('accounts:month')}
              </th>
              {(['debit', 'credit', 'balance'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
                  {t(`accounts:${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {months.map(({ month, debit, credit }, at) => (
              <tr key={month}>
                <th scope="row" className="px-4 py-2.5 text-left font-normal tabular-nums">
                  {month}
                </th>
                <AmountCell amount={debit} />
                <AmountCell amount={credit} />
                <td className="px-3 py-2.5 text-right">
                  <Balance amount={balances[at] ?? zeroFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  )
}

type LinesProps = {
  lines: readonly LedgerLine[]
  opening: Fen
  base: string
  names: PartyNames
  code: string
}

/** 明细账: each line with its voucher and the balance after it. */
export function LineTable({ lines, opening, base, names, code }: LinesProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('accounts:ledger.lines')}>
      <h3 className="mb-2 font-serif text-lg font-bold">{t('accounts:ledger.lines')}</h3>
      <ScrollTable label={t('accounts:ledger.lines')}>
        <table className="w-full min-w-[44rem] text-sm print:min-w-0">
          <thead className="bg-paper-deep text-ink-soft">
            <tr>
              {(['date', 'voucher', 'memo'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-left font-medium">
                  {t(`accounts:columns.${name}`)}
                </th>
              ))}
              {(['debit', 'credit', 'balance'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
                  {t(`accounts:${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {lines.map((line) => (
              <tr key={`${line.journalId} ${line.line}`} className="break-inside-avoid">
                <td className="px-3 py-2.5 align-top whitespace-nowrap tabular-nums">{line.effectiveOn}</td>
                <td className="px-3 align-top whitespace-nowrap tabular-nums">
                  <Link
                    to={voucherPath(base, line)}
                    className="text-tea-700 inline-flex min-h-10 items-center underline underline-offset-4"
                  >
                    {line.month}-{line.number}
                  </Link>
                </td>
                <td className="px-3 py-2.5 align-top">
                  {line.memo}
                  {line.account !== code && (
                    <AccountLabel code={line.account} name={line.name} names={names} />
                  )}
                </td>
                <AmountCell amount={line.amount > 0 ? line.amount : zeroFen} />
                <AmountCell amount={line.amount < 0 ? fen(-line.amount) : zeroFen} />
                <td className="px-3 py-2.5 text-right align-top">
                  <Balance amount={fen(opening + line.running)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  )
}
