import type { HeadAmount } from '#server/village-books/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { SumBar } from './sum-bar.tsx'

type Props = { title: string; heads: readonly HeadAmount[]; empty: string; fill: string }

/** Where money came from or went: a bar for the eye under each sum. */
export function HeadBars({ title, heads, empty, fill }: Props) {
  const say = useBilingual()
  const most = Math.max(1, ...heads.map(({ amountFen }) => amountFen))
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      {heads.length === 0 && <p className="text-ink-soft mt-2 text-sm">{empty}</p>}
      <ul className="mt-2 space-y-3">
        {heads.map(({ head, name, amountFen }) => (
          <li key={head}>
            <p className="flex items-baseline justify-between gap-4">
              <span>
                {say(name)} <span className="text-ink-faint text-sm tabular-nums">{head}</span>
              </span>
              <Money amount={amountFen} className="font-medium" />
            </p>
            <SumBar percent={(amountFen / most) * 100} fill={fill} className="mt-1 h-2.5" />
          </li>
        ))}
      </ul>
    </div>
  )
}
