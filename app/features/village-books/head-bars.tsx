import type { HeadAmount } from '#server/village-books/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'

type Props = { title: string; heads: readonly HeadAmount[]; empty: string; className: string }

/** Where money came from or went: a bar for the eye under each sum. */
export function HeadBars({ title, heads, empty, className }: Props) {
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
            <svg
              aria-hidden
              viewBox="0 0 100 8"
              preserveAspectRatio="none"
              className="bg-paper-deep mt-1 h-2.5 w-full overflow-hidden rounded-full"
            >
              <rect width={(Math.max(0, amountFen) / most) * 100} height="8" className={className} />
            </svg>
          </li>
        ))}
      </ul>
    </div>
  )
}
