import { useTranslation } from 'react-i18next'
import type { LiveReport } from '#server/live-report/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { zeroFen } from '#shared/money.ts'
import { Explained } from './explained.tsx'

/** legs that many villages’ rules do not have */
const UNLESS_NOTHING: ReadonlySet<string> = new Set(['alliance', 'risk_fund'])

/** Whose the money is, to the fen: what each had by the sales, and what is left of it after refunds. */
export function MoneyTable({ money }: { money: LiveReport['money'] }) {
  const { t } = useTranslation()
  const shown = money.parts.filter(
    ({ earner, earnedFen, netFen }) => !UNLESS_NOTHING.has(earner) || earnedFen !== 0 || netFen !== 0,
  )
  const rows = [
    ...shown.filter(({ earner }) => earner !== 'processor'),
    // 公务员法 art. 59: no rule can name a host.
    { earner: 'host', earnedFen: zeroFen, netFen: zeroFen },
    ...shown.filter(({ earner }) => earner === 'processor'),
  ]
  return (
    <Card>
      <table className="w-full">
        <caption className="sr-only">{t('report:section.money')}</caption>
        <thead>
          <tr className="text-ink-soft border-line border-b text-right text-sm">
            <th scope="col" className="py-2 text-left font-normal">
              {t('report:money.who')}
            </th>
            <th scope="col" className="font-normal">
              {t('report:money.earned')}
            </th>
            <th scope="col" className="font-normal">
              {t('report:money.net')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          {rows.map(({ earner, earnedFen, netFen }) => (
            <tr key={earner} className="text-right align-top">
              <th scope="row" className="w-2/5 text-left font-normal">
                <Explained label={t(`report:money.${earner}`)}>{t(`report:what.${earner}`)}</Explained>
              </th>
              <td className="text-ink-soft pt-2.5">
                <Money amount={earnedFen} />
              </td>
              <td className="pt-2.5 font-medium">
                <Money amount={netFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-ink border-t-2 text-right font-semibold">
            <th scope="row" className="py-2.5 text-left">
              {t('report:money.total')}
            </th>
            <td>
              <Money amount={money.grossFen} />
            </td>
            <td>
              <Money amount={money.netFen} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="text-ink-soft mt-3 text-sm">{t('report:money.proof')}</p>
    </Card>
  )
}
