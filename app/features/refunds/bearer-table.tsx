import { useTranslation } from 'react-i18next'
import type { Bearers } from '#server/checkout/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { SumTable } from '#app/ui/sum-table.tsx'
import type { Beneficiary } from '#shared/split.ts'

/** Who bears how much of one refund; it adds up to it. */
export function BearerTable({ bearers: { parts, beyondFen } }: { bearers: Bearers }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const rows = parts.map(({ party, partyKind, name, amountFen }) => ({
    key: `${partyKind} ${party}`,
    label: (
      <Bearer kind={partyKind} below={partyKind === 'processor_fee' ? t('coop:refund.feeKept') : say(name)} />
    ),
    amount: amountFen,
  }))
  const beyond = {
    key: 'beyond',
    label: <Bearer kind="platform" below={t('coop:refund.beyond')} />,
    amount: beyondFen,
  }
  return (
    <SumTable
      caption={t('coop:refund.bearers')}
      rows={beyondFen > 0 ? [...rows, beyond] : rows}
      total={t('coop:line.sum')}
    />
  )
}

function Bearer({ kind, below }: { kind: Beneficiary; below: string }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`coop:line.leg.${kind}`)}
      <span className="text-ink-soft block text-sm">{below}</span>
    </>
  )
}
