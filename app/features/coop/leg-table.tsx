import { useTranslation } from 'react-i18next'
import type { AllocationRow } from '#server/revenue-share/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { formatMoney } from '#app/ui/money.tsx'
import { SumTable } from '#app/ui/sum-table.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { LEG_ORDER } from '#shared/sale-legs.ts'
import { beneficiary } from '#shared/split.ts'

export type NamedLeg = AllocationRow & { name: Bilingual | null }

const place = new Map<string, number>(LEG_ORDER.map((kind, at) => [kind, at]))

/** Who got what of one order, as it was booked; ours stands out. */
export function LegTable({ legs, own }: { legs: readonly NamedLeg[]; own: string }) {
  const { t } = useTranslation()
  const sorted = legs.toSorted((a, b) => (place.get(a.partyKind) ?? 0) - (place.get(b.partyKind) ?? 0))
  const rows = sorted.map((leg) => ({
    key: `${leg.partyKind} ${leg.party}`,
    label: <LegLabel leg={leg} own={leg.party === own} />,
    amount: leg.amountFen,
    own: leg.party === own,
  }))
  return <SumTable caption={t('coop:line.split')} rows={rows} total={t('coop:line.sum')} />
}

function LegLabel({ leg: { partyKind, name, refundedFen }, own }: { leg: NamedLeg; own: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  return (
    <>
      {t(`coop:line.leg.${beneficiary.parse(partyKind)}`)}{' '}
      {own && <Badge tone="tea">{t('coop:line.us')}</Badge>}
      {name && <span className="text-ink-soft block text-sm font-normal">{say(name)}</span>}
      {refundedFen > 0 && (
        <span className="text-vermilion-700 block text-sm font-normal">
          {t('coop:line.refund', { amount: formatMoney(refundedFen, locale) })}
        </span>
      )}
    </>
  )
}
