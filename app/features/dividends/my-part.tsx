import { useTranslation } from 'react-i18next'
import type { MemberRunView } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoney, Money, Price } from '#app/ui/money.tsx'
import { fen, sumFen } from '#shared/money.ts'

type Props = { run: Pick<MemberRunView, 'mine' | 'regime' | 'poolFen' | 'restFen'> }

/** How much is mine and why, in figures that can be read at arm's length. */
export function MyPart({ run }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const weightText = (basis: 'trade' | 'share', weight: number) =>
    basis === 'share' && run.regime === 'collective'
      ? t('dividends:mine.shares', { count: weight })
      : formatMoney(fen(weight), locale)
  return (
    <Card>
      <h2 className="text-ink-soft">{t('dividends:mine.title')}</h2>
      <p>
        <Price
          amount={sumFen(run.mine.map(({ amountFen }) => amountFen))}
          className="text-tea-700 text-5xl"
        />
      </p>
      <ul className="divide-line mt-3 divide-y">
        {run.mine.map(({ basis, weight, allWeights, amountFen }) => (
          <li key={basis} className="flex items-baseline justify-between gap-4 py-3">
            <span>
              {t(`dividends:mine.${run.regime}.${basis}`)}
              <span className="text-ink-soft block text-sm">
                {t('dividends:mine.why', {
                  mine: weightText(basis, weight),
                  all: weightText(basis, allWeights),
                  total: formatMoney(basis === 'trade' ? run.poolFen : run.restFen, locale),
                })}
              </span>
            </span>
            <Money amount={amountFen} className="text-lg font-semibold" />
          </li>
        ))}
      </ul>
    </Card>
  )
}
