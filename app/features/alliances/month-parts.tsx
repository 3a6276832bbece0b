import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AllianceTerms } from '#server/alliances/index.ts'
import type { AllianceMonth } from '#server/revenue-share/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { SumTable } from '#app/ui/sum-table.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { fen, sumFen } from '#shared/money.ts'
import { percentsOf, usePercent } from './member-table.tsx'

/** A month with the terms that were in force in it, and what each member got. */
export type SharedMonth = {
  month: string
  terms: Pick<AllianceTerms, 'baseBp' | 'members'> | null
  parts: (Omit<AllianceMonth, 'month'> & { name: Bilingual })[]
}

/** What each got in a month, less what of it went back since; and by which part. */
export function MonthParts({ months, own }: { months: readonly SharedMonth[]; own?: string }) {
  return (
    <div className="grid gap-4">
      {months.map((one, at) => (
        <OneMonth key={one.month} {...one} open={at === 0} {...(own && { own })} />
      ))}
    </div>
  )
}

function OneMonth({ month, terms, parts, open, own }: SharedMonth & { open: boolean; own?: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const percentText = usePercent()
  const percents = terms && percentsOf(terms)
  const rows = parts.map(({ partyId, name, amountFen, refundedFen }) => {
    const percent = percents?.get(partyId)
    const facts = [
      percent !== undefined && t('alliances:months.by', { percent: percentText(percent) }),
      refundedFen > 0 && t('alliances:months.refunded', { amount: formatMoney(refundedFen, locale) }),
    ].filter(Boolean)
    return {
      key: partyId,
      own: partyId === own,
      amount: fen(amountFen - refundedFen),
      label: (
        <>
          {say(name)}
          <span className="text-ink-soft block text-sm font-normal">{facts.join(' · ')}</span>
        </>
      ),
    }
  })
  return (
    <Card>
      <details open={open} className="group">
        <summary className="flex min-h-12 cursor-pointer flex-wrap items-center justify-between gap-x-4">
          <span className="font-serif text-lg font-bold">{formatMoment(`${month}-01`, locale, 'month')}</span>
          <span className="flex items-center gap-2">
            <Money amount={sumFen(rows.map(({ amount }) => amount))} className="text-lg font-semibold" />
            <ChevronDown aria-hidden className="size-5 group-open:rotate-180" />
          </span>
        </summary>
        <SumTable caption={t('alliances:months.caption')} rows={rows} total={t('alliances:months.total')} />
      </details>
    </Card>
  )
}
