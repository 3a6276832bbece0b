import { Banknote, Hourglass, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Owed } from '#server/revenue-share/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Money, Price } from '#app/ui/money.tsx'
import { sumFen, type Fen } from '#shared/money.ts'

/** How much is ours, in figures that can be read at arm's length. */
export function OwedFigures({ owed, asOf }: { owed: Owed; asOf: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { pendingFen, availableFen, payingFen, owesFen } = owed
  return (
    <section aria-label={t('coop:tabs.ours')}>
      <dl className="grid gap-4 sm:grid-cols-2">
        <Figure name="available" amount={availableFen} icon={Banknote} />
        <Figure name="pending" amount={pendingFen} icon={Hourglass} />
      </dl>
      <p className="text-ink-soft mt-3 flex flex-wrap justify-between gap-2 text-sm">
        <span>
          {t('coop:ours.total')}{' '}
          <Money amount={sumFen([pendingFen, availableFen, payingFen])} className="text-ink font-semibold" />
        </span>
        {payingFen > 0 && (
          <span>
            {t('coop:ours.paying')} <Money amount={payingFen} className="text-ink font-semibold" />
          </span>
        )}
        {owesFen > 0 && (
          <span>
            {t('coop:ours.owes')} <Money amount={owesFen} className="text-vermilion-700 font-semibold" />
          </span>
        )}
        <span>{t('coop:ours.asOf', { at: formatMoment(asOf, locale) })}</span>
      </p>
    </section>
  )
}

function Figure({ name, amount, icon: Icon }: { name: string; amount: Fen; icon: LucideIcon }) {
  const { t } = useTranslation()
  return (
    <Card>
      <dt className="text-ink-soft flex items-center gap-2">
        <Icon aria-hidden className="text-tea-600 size-5" />
        {t(`coop:ours.${name}`)}
      </dt>
      <dd className="mt-1">
        <Price amount={amount} className="text-5xl" />
      </dd>
      <dd className="text-ink-soft mt-1 text-sm">{t(`coop:ours.${name}Lead`)}</dd>
    </Card>
  )
}
