import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Moment } from '#app/ui/moment.tsx'
import type { LotWithSales } from './lot-list.tsx'

/** A lot, fact by fact, and what was made of it. */
export function LotFacts({ lot }: { lot: LotWithSales }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <dl className="divide-line divide-y">
      <Fact label={t('coop:lots.code')}>
        <span className="font-mono text-sm break-all">{lot.code}</span>
      </Fact>
      <Fact label={t('coop:lots.harvested')}>
        <Moment at={lot.harvestedOn} style="date" />
      </Fact>
      <Fact label={t('coop:lots.base')}>{say(lot.base)}</Fact>
      <Fact label={t('coop:lots.certificate')}>
        <span className="font-mono text-sm break-all">
          {lot.certificateNo ?? t('coop:lots.noCertificate')}
        </span>
      </Fact>
      <Fact label={t('coop:lots.stock')}>
        {lot.stocks.map(({ unit, onHand, allotted }) => (
          <span key={unit.zh} className="block">
            {t('coop:lots.onHand', { unit: say(unit), count: onHand })}
            <span className="text-ink-soft">{t('coop:lots.allotted', { count: allotted })}</span>
          </span>
        ))}
      </Fact>
      {lot.variants.length > 0 && (
        <Fact label={t('coop:lots.madeInto')}>
          {lot.variants.map(({ title, name }) => (
            <span key={`${title.zh}${name.zh}`} className="block">
              {say(title)} · {say(name)}
            </span>
          ))}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2.5">
      <dt className="text-ink-soft shrink-0 text-sm">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}
