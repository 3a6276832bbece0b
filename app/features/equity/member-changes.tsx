import { Link } from '@remix-run/react'
import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EquityChanges } from '#server/dividends/index.ts'
import { AmountCell } from '#app/features/accounts/amount-cell.tsx'
import { ScrollTable } from '#app/features/accounts/scroll-table.tsx'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { equityOf, moneyHeads } from '#shared/member-account.ts'

const ROWS = ['opening', 'change', 'closing'] as const
/** what only a year has, not its first or last day */
const IN_THE_YEAR = ['trade', 'byTrade', 'byShare'] as const
type Row = EquityChanges['total']
/** `linkTo`: a member's own account, for who may open it */
type Props = { changes: EquityChanges; linkTo: ((memberId: string) => string) | null }

/** Every member's year in three rows: what he had, what changed, what he has; and what he traded and was declared. */
export function MemberChanges({ changes, linkTo }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (changes.rows.length === 0)
    return (
      <EmptyState icon={Users} title={t('equity:register.empty')}>
        {t('equity:register.emptyLead')}
      </EmptyState>
    )
  return (
    <ScrollTable label={t('equity:table.title')}>
      <table className="w-full min-w-[62rem] text-sm print:min-w-0">
        <caption className="sr-only">{t('equity:table.title')}</caption>
        <thead className="bg-paper-deep text-ink-soft">
          <tr>
            <th scope="col" className="bg-paper-deep sticky left-0 px-4 py-2 text-left font-medium">
              {t('equity:table.member')}
            </th>
            <td />
            {[...moneyHeads.map((head) => `equity:heads.${head}`), 'equity:sum'].map((key) => (
              <th key={key} scope="col" className="max-w-28 px-3 py-2 text-right align-bottom font-medium">
                {t(key)}
              </th>
            ))}
            {IN_THE_YEAR.map((column) => (
              <th key={column} scope="col" className="max-w-28 px-3 py-2 text-right align-bottom font-medium">
                {t(`equity:table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {changes.rows.map(({ memberId, name, ...row }) => (
          <tbody key={memberId} className="border-line border-t">
            <ThreeRows
              row={row}
              label={
                linkTo ? (
                  <Link to={linkTo(memberId)} className="underline-offset-4 hover:underline">
                    {say(name)}
                  </Link>
                ) : (
                  say(name)
                )
              }
            />
          </tbody>
        ))}
        <tfoot className="border-ink border-t-2 font-semibold">
          <ThreeRows row={changes.total} label={t('equity:table.total')} />
        </tfoot>
      </table>
    </ScrollTable>
  )
}

function ThreeRows({ row, label }: { row: Row; label: ReactNode }) {
  const { t } = useTranslation()
  return ROWS.map((of) => (
    <tr key={of}>
      {of === 'opening' && (
        <th
          scope="rowgroup"
          rowSpan={ROWS.length}
          className="bg-surface sticky left-0 px-4 py-2.5 text-left align-top font-medium"
        >
          {label}
        </th>
      )}
      <th scope="row" className="text-ink-soft px-3 py-2.5 text-left font-normal whitespace-nowrap">
        {t(`equity:table.${of}`)}
      </th>
      {moneyHeads.map((head) => (
        <AmountCell key={head} amount={row[of][head]} />
      ))}
      <AmountCell amount={equityOf(row[of])} className="font-semibold" />
      {of === 'change' ? (
        IN_THE_YEAR.map((column) => <AmountCell key={column} amount={row[`${column}Fen`]} />)
      ) : (
        <td colSpan={IN_THE_YEAR.length} />
      )}
    </tr>
  ))
}
