import { BookOpenText, CircleCheck, Printer, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TrialBalanceRow } from '#server/ledger/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import { sumFen, type Fen } from '#shared/money.ts'

const columns = ['openDebit', 'openCredit', 'turnDebit', 'turnCredit', 'closeDebit', 'closeCredit'] as const
const groups = ['open', 'turn', 'close'] as const
type Props = { rows: readonly TrialBalanceRow[]; asOf: string }

/** 科目余额表 as accountants print it: opening, movement of this year, closing. */
export function TrialBalance({ rows, asOf }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (rows.length === 0)
    return (
      <EmptyState icon={BookOpenText} title={t('coop:book.empty')}>
        {t('coop:book.emptyLead')}
      </EmptyState>
    )
  const totals = columns.map((column) => sumFen(rows.map((row) => row[column])))
  const balanced = groups.every((_, at) => totals[at * 2] === totals[at * 2 + 1])
  return (
    <section aria-labelledby="trial-balance" className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="trial-balance" className="font-serif text-xl font-bold">
            {t('coop:book.title')}
          </h2>
          <p className="text-ink-soft text-sm">
            {t('coop:book.asOf', { at: formatMoment(asOf, locale, 'dateTimeYear') })}
          </p>
        </div>
        <Button tone="plain" onClick={() => window.print()} className="print:hidden">
          <Printer aria-hidden className="size-5" />
          {t('coop:book.print')}
        </Button>
      </div>
      <Balanced balanced={balanced} />
      <div
        {...scrollsByKeyboard}
        role="group"
        aria-labelledby="trial-balance"
        className="bg-surface border-line rounded-card overflow-x-auto border print:overflow-visible print:border-0"
      >
        <Table rows={rows} totals={totals} />
      </div>
      <p className="text-ink-faint text-sm lg:hidden print:hidden">{t('coop:book.scroll')}</p>
    </section>
  )
}

function Balanced({ balanced }: { balanced: boolean }) {
  const { t } = useTranslation()
  const Icon = balanced ? CircleCheck : TriangleAlert
  return (
    <p
      className={
        balanced ? 'text-tea-700 flex items-center gap-2' : 'text-vermilion-700 flex items-center gap-2'
      }
    >
      <Icon aria-hidden className="size-5" />
      <strong className="font-medium">
        {balanced ? t('coop:book.balanced') : t('coop:book.unbalanced')}
      </strong>
    </p>
  )
}

function Table({ rows, totals }: { rows: readonly TrialBalanceRow[]; totals: readonly Fen[] }) {
  const { t } = useTranslation()
  return (
    <table className="w-full min-w-[46rem] text-sm">
      <caption className="sr-only">{t('coop:book.title')}</caption>
      <thead className="bg-paper-deep text-ink-soft">
        <tr>
          <th scope="col" rowSpan={2} className="px-4 py-2 text-left font-medium">
            {t('coop:book.name')}
          </th>
          {groups.map((group) => (
            <th
              key={group}
              scope="colgroup"
              colSpan={2}
              className="border-line border-l px-3 pt-2 font-medium"
            >
              {t(`coop:book.${group}`)}
            </th>
          ))}
        </tr>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="border-line px-3 pb-2 text-right font-normal odd:border-l"
            >
              {t(column.endsWith('Debit') ? 'coop:book.debit' : 'coop:book.credit')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-line divide-y">
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row" className="px-4 py-2.5 text-left font-normal">
              <span className="block">{row.name}</span>
              <span className="text-ink-faint block font-mono text-xs">{shortCode(row.code)}</span>
            </th>
            {columns.map((column) => (
              <td key={column} className="px-3 py-2.5 text-right">
                {row[column] === 0 ? (
                  <span className="text-ink-faint">–</span>
                ) : (
                  <Money amount={row[column]} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot className="border-ink border-t-2 font-semibold">
        <tr>
          <th scope="row" className="px-4 py-3 text-left">
            {t('coop:book.total')}
          </th>
          {totals.map((total, at) => (
            <td key={columns[at]} className="px-3 py-3 text-right">
              <Money amount={total} />
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}

/** A party's uuid within a code is for machines: its first eight signs tell accounts apart. */
function shortCode(code: string): string {
  return code.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1…')
}
