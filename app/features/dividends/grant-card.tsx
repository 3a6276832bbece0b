import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { GrantView } from '#server/dividends/index.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'

type Props = {
  grant: GrantView
  decide?: (spending: GrantView['spendings'][number]) => ReactNode
  children?: ReactNode
}

/** What came, for what, what it was spent on, and what is left: the same for everybody. */
export function GrantCard({ grant, decide, children }: Props) {
  const { t } = useTranslation()
  const figures = [
    ['budget', grant.budgetFen],
    ['received', grant.receivedFen],
    ['spent', grant.spentFen],
    ['balance', grant.balanceFen],
  ] as const
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{grant.purpose}</h2>
      <p className="text-ink-soft text-sm">{grant.funder}</p>
      <dl className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        {figures.map(([name, amount]) => (
          <div key={name}>
            <dt className="text-ink-soft text-sm">{t(`dividends:grants.${name}`)}</dt>
            <dd className="font-semibold">
              <Money amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
      <ul className="divide-line mt-3 divide-y">
        {grant.spendings
          .filter(({ state }) => state === 'approved' || decide)
          .map((spending) => (
            <li key={spending.spendingId} className="py-3">
              <p className="flex justify-between gap-3">
                <span>
                  {spending.purpose}{' '}
                  <Badge tone={spending.state === 'approved' ? 'tea' : 'honey'}>
                    {t(`dividends:grants.states.${spending.state}`)}
                  </Badge>
                  <span className="text-ink-soft block text-sm">
                    {t('dividends:grants.paper')} {spending.evidenceName}
                  </span>
                </span>
                <Money amount={spending.amountFen} className="font-semibold" />
              </p>
              {decide?.(spending)}
            </li>
          ))}
      </ul>
      {children}
    </Card>
  )
}
