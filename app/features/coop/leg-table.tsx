import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { AllocationRow } from '#server/revenue-share/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Money } from '#app/ui/money.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { sumFen } from '#shared/money.ts'
import { beneficiary } from '#shared/split.ts'

export type NamedLeg = AllocationRow & { name: Bilingual | null }

const order = ['household', 'cooperative', 'collective', 'platform', 'risk_fund', 'processor_fee'] as const
const place = new Map<string, number>(order.map((kind, at) => [kind, at]))

/** Who got what of one order, as it was booked; ours stands out. */
export function LegTable({ legs, own }: { legs: readonly NamedLeg[]; own: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const sorted = legs.toSorted((a, b) => (place.get(a.partyKind) ?? 0) - (place.get(b.partyKind) ?? 0))
  return (
    <table className="mt-3 w-full">
      <caption className="sr-only">{t('coop:line.split')}</caption>
      <tbody className="divide-line divide-y">
        {sorted.map(({ party, partyKind, name, amountFen, refundedFen }) => (
          <tr key={party} className={clsx(party === own && 'bg-tea-50 font-semibold')}>
            <th
              scope="row"
              className={clsx('py-2.5 pr-3 pl-2 text-left', party === own ? 'font-semibold' : 'font-normal')}
            >
              {t(`coop:line.leg.${beneficiary.parse(partyKind)}`)}{' '}
              {party === own && <Badge tone="tea">{t('coop:line.us')}</Badge>}
              {name && <span className="text-ink-soft block text-sm font-normal">{say(name)}</span>}
              {refundedFen > 0 && (
                <span className="text-vermilion-700 block text-sm font-normal">
                  {t('coop:line.refund')} <Money amount={refundedFen} />
                </span>
              )}
            </th>
            <td className="py-2.5 pr-2 text-right align-top">
              <Money amount={amountFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-ink border-t-2">
          <th scope="row" className="py-2.5 pl-2 text-left">
            {t('coop:line.sum')}
          </th>
          <td className="py-2.5 pr-2 text-right font-semibold">
            <Money amount={sumFen(legs.map(({ amountFen }) => amountFen))} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
