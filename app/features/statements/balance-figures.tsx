import { useTranslation } from 'react-i18next'
import type { Balance, Pot } from '#server/statements/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money, Price } from '#app/ui/money.tsx'

const PARTS: readonly Pot[] = ['available', 'pending', 'paying', 'current', 'dividend', 'owes']
/** These two are always said; the others when there is something in them. */
const ALWAYS = new Set<Pot>(['available', 'pending'])

type Props = { title: string; balance: Balance; asOf: string }

/** How much is ours: one figure to be read at arm's length, and where it is. */
export function BalanceFigures({ title, balance, asOf }: Props) {
  const { t } = useTranslation()
  const parts = PARTS.filter((pot) => ALWAYS.has(pot) || balance[pot] !== 0)
  return (
    <Card className="print:border-line print:border print:p-4 print:shadow-none">
      <p className="text-ink-soft">{title}</p>
      <Price amount={balance.totalFen} className="text-tea-700 text-5xl sm:text-6xl" />
      <p className="text-ink-soft text-sm">{asOf}</p>
      <dl className="divide-line border-line mt-4 divide-y border-t">
        {parts.map((pot) => (
          <div key={pot} className="flex flex-wrap justify-between gap-x-4 py-2.5">
            <dt>
              <span className="font-medium">{t(`statements:pots.${pot}`)}</span>
              <span className="text-ink-soft block text-sm">{t(`statements:potLeads.${pot}`)}</span>
            </dt>
            <dd className="ml-auto self-center">
              {pot === 'owes' && '−'}
              <Money amount={balance[pot]} className="text-lg font-semibold" />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
