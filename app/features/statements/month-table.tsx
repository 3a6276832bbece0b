import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { StatementYear } from '#server/statements/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

/** A year by months; each opens to its entries. */
export function MonthTable({ months }: Pick<StatementYear, 'months'>) {
  const { t } = useTranslation()
  const head = 'px-3 py-2 text-right font-medium'
  const cell = 'py-3 pr-3 text-right align-top'
  return (
    <Card padded={false} className="overflow-hidden print:overflow-visible print:shadow-none">
      <table className="w-full">
        <caption className="sr-only">{t('statements:months')}</caption>
        <thead className="bg-paper-deep text-ink-soft text-sm">
          <tr>
            <th scope="col" className="px-3 py-2 text-left font-medium sm:pl-6">
              {t('statements:month')}
            </th>
            <th scope="col" className={head}>
              {t('statements:change')}
            </th>
            <th scope="col" className={`${head} hidden sm:table-cell sm:pr-6`}>
              {t('statements:atItsEnd')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          {months.map(({ month, inFen, outFen, closingFen }) => (
            <tr key={month} className="hover:bg-tea-50 relative">
              <th scope="row" className="px-3 py-3 text-left align-top font-normal sm:pl-6">
                <Link
                  to={`?month=${month}`}
                  className="text-tea-700 font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
                >
                  <Moment at={`${month}-01`} style="month" />
                </Link>
              </th>
              <td className={cell}>
                {inFen !== 0 && (
                  <span className="block">
                    +<Money amount={inFen} />
                  </span>
                )}
                {outFen !== 0 && <Money amount={outFen} className="text-vermilion-700 block" />}
                {inFen === 0 && outFen === 0 && <span className="text-ink-faint">—</span>}
                <span className="text-ink-soft block text-sm sm:hidden">
                  {t('statements:afterShort')} <Money amount={closingFen} />
                </span>
              </td>
              <td className={`${cell} hidden sm:table-cell sm:pr-6`}>
                <Money amount={closingFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
