import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { CountyVillage } from '#server/village-books/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { tiers } from '#shared/collective-tier.ts'
import { SumBar } from './sum-bar.tsx'
import { tierColours } from './tier-card.tsx'

type Props = { villages: readonly CountyVillage[] }

/** How many villages of a county are in each tier: one tile each, the number large. */
export function TierTiles({ villages }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="grid grid-cols-3 gap-3">
      {tiers.map(({ tier }) => (
        <li key={tier} className={`rounded-card p-3 text-center sm:p-5 ${tierColours[tier].box}`}>
          <span className="block font-serif text-3xl font-bold tabular-nums sm:text-5xl">
            {villages.filter((village) => village.tier.tier === tier).length}
          </span>
          <span className="text-sm sm:text-base">{t(`books:tier.${tier}`)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Each village's collective by twelve months of operating income, the largest first. */
export function CountyChart({ villages }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const ranked = [...villages].sort((one, other) => other.tier.operatingFen - one.tier.operatingFen)
  const most = Math.max(1, ...ranked.map(({ tier }) => tier.operatingFen))
  return (
    <Card>
      <ol className="space-y-5">
        {ranked.map(({ key, name, tier }) => (
          <li key={key}>
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link
                to={`/villages/${key}/books`}
                className="text-tea-700 inline-flex min-h-10 items-center font-semibold underline-offset-4 hover:underline"
              >
                {say(name)}
              </Link>
              <span>
                <Money amount={tier.operatingFen} className="font-medium" />{' '}
                <span className="text-ink-soft text-sm">{t(`books:tier.${tier.tier}`)}</span>
              </span>
            </p>
            <SumBar
              percent={(tier.operatingFen / most) * 100}
              fill={tierColours[tier.tier].fill}
              className="mt-1 h-4"
            />
          </li>
        ))}
      </ol>
    </Card>
  )
}
