import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Waterfall } from '#server/checkout/index.ts'
import type { Beneficiary } from '#shared/split.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { ruleName } from '#app/features/rules/rule-words.ts'
import { Money } from '#app/ui/money.tsx'
import { SplitBar, splitColours } from './split-bar.tsx'

/** Those who have a name of their own, beside what they are. */
const parties = new Set<Beneficiary>(['household', 'cooperative', 'collective', 'alliance'])

/** 每一元去哪了: a bar for the eye, a list with every fen for everyone. */
export function PriceWaterfall({ waterfall, title }: { waterfall: Waterfall; title?: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const legs = waterfall.legs.filter(({ amountFen }) => amountFen !== 0)
  const { returnedFen, discountFen } = waterfall
  return (
    <section aria-label={title ?? t('shop:waterfall.title')}>
      <h2 className="font-serif text-lg font-bold">{title ?? t('shop:waterfall.title')}</h2>
      {returnedFen > 0 && (
        <p className="text-ink-soft mt-1 text-sm">
          {t('shop:waterfall.returned')} <Money amount={returnedFen} className="text-ink font-semibold" />
        </p>
      )}
      <SplitBar legs={legs} />
      <ul className="divide-line mt-3 divide-y">
        {legs.map((leg) => (
          <li key={leg.party} className="flex items-baseline gap-3 py-2.5">
            <span
              aria-hidden
              className={`mt-1 size-3 shrink-0 self-start rounded-full ${splitColours[leg.partyKind].dot}`}
            />
            <span className="min-w-0 flex-1">
              <span className="block">{t(`shop:waterfall.party.${leg.partyKind}`)}</span>
              {parties.has(leg.partyKind) && (
                <span className="text-ink-faint block text-sm">
                  {leg.partyKind === 'alliance' ? (
                    <Link to={`/alliances/${leg.party}`} className="underline underline-offset-4">
                      {say(leg.name)}
                    </Link>
                  ) : (
                    say(leg.name)
                  )}
                </span>
              )}
            </span>
            <Money
              amount={leg.amountFen}
              className={leg.partyKind === 'household' ? 'text-tea-700 text-lg font-semibold' : 'font-medium'}
            />
          </li>
        ))}
        <li className="flex items-baseline justify-between gap-3 py-2.5 font-semibold">
          <span>{t(returnedFen > 0 ? 'shop:waterfall.left' : 'shop:waterfall.total')}</span>
          <Money amount={waterfall.totalFen} />
        </li>
      </ul>
      {discountFen > 0 ? (
        <p className="text-ink-soft mt-1 text-sm">
          {t('shop:waterfall.discounted')} <Money amount={discountFen} className="text-ink font-semibold" />
        </p>
      ) : (
        legs.some(({ partyKind, amountFen }) => partyKind === 'platform' && amountFen < 0) && (
          <p className="text-ink-soft mt-1 text-sm">{t('shop:waterfall.stoodIn')}</p>
        )
      )}
      <p className="text-ink-faint mt-1 text-xs">
        {t(waterfall.estimated ? 'shop:waterfall.estimated' : 'shop:waterfall.booked')}{' '}
        {t('shop:waterfall.rule', { code: ruleName(t, waterfall.ruleCode), version: waterfall.ruleVersion })}
      </p>
    </section>
  )
}
