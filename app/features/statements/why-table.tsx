import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartyStatement } from '#server/statements/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import type { Fen } from '#shared/money.ts'
import { kindLabel } from './kind-label.ts'

type Props = Pick<PartyStatement, 'opening' | 'closing' | 'kinds'>

/** Why: what there was, what each kind of entry changed, what there is. It adds up on the page. */
export function WhyTable({ opening, closing, kinds }: Props) {
  const { t } = useTranslation()
  return (
    <Card className="print:border-line print:border print:p-4 print:shadow-none">
      <h3 className="font-serif text-lg font-bold">{t('statements:why')}</h3>
      <table className="mt-2 w-full">
        <caption className="sr-only">{t('statements:why')}</caption>
        <tbody className="divide-line divide-y">
          <Row label={t('statements:opening')} amount={opening.totalFen} />
          {kinds.map(({ kind, amountFen }) => (
            <Row key={kind} label={kindLabel(t, kind)} amount={amountFen} signed />
          ))}
          {kinds.length === 0 && (
            <tr>
              <td colSpan={2} className="text-ink-soft py-2.5">
                {t('statements:nothing')}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="border-ink border-t-2 text-lg font-semibold">
            <th scope="row" className="py-2.5 text-left">
              {t('statements:closing')}
            </th>
            <td className="py-2.5 text-right">
              <Money amount={closing.totalFen} />
            </td>
          </tr>
        </tfoot>
      </table>
    </Card>
  )
}

function Row({ label, amount, signed = false }: { label: ReactNode; amount: Fen; signed?: boolean }) {
  return (
    <tr>
      <th scope="row" className="py-2.5 pr-4 text-left font-normal">
        {label}
      </th>
      <td className="py-2.5 text-right align-top">
        {signed && amount > 0 && '+'}
        <Money amount={amount} />
      </td>
    </tr>
  )
}
