import { useTranslation } from 'react-i18next'
import type { Bearers } from '#server/checkout/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { sumFen } from '#shared/money.ts'

/** Who bears how much of one refund; it adds up to it. */
export function BearerTable({ bearers }: { bearers: Bearers }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { parts, beyondFen } = bearers
  return (
    <table className="mt-3 w-full">
      <caption className="sr-only">{t('coop:refund.bearers')}</caption>
      <tbody className="divide-line divide-y">
        {parts.map(({ party, partyKind, name, amountFen }) => (
          <tr key={party}>
            <th scope="row" className="py-2.5 pr-3 text-left font-normal">
              {t(`coop:line.leg.${partyKind}`)}
              <span className="text-ink-soft block text-sm">
                {partyKind === 'processor_fee' ? t('coop:refund.feeKept') : say(name)}
              </span>
            </th>
            <td className="py-2.5 text-right align-top">
              <Money amount={amountFen} />
            </td>
          </tr>
        ))}
        {beyondFen > 0 && (
          <tr>
            <th scope="row" className="py-2.5 pr-3 text-left font-normal">
              {t('coop:line.leg.platform')}
              <span className="text-ink-soft block text-sm">{t('coop:refund.beyond')}</span>
            </th>
            <td className="py-2.5 text-right align-top">
              <Money amount={beyondFen} />
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="border-ink border-t-2">
          <th scope="row" className="py-2.5 text-left">
            {t('coop:line.sum')}
          </th>
          <td className="py-2.5 text-right font-semibold">
            <Money amount={sumFen([...parts.map(({ amountFen }) => amountFen), beyondFen])} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
