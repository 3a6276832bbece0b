import type { Leg } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'

export const splitColours: Record<Beneficiary, { bar: string; dot: string }> = {
  household: { bar: 'fill-tea-600', dot: 'bg-tea-600' },
  cooperative: { bar: 'fill-tea-400', dot: 'bg-tea-400' },
  collective: { bar: 'fill-honey-400', dot: 'bg-honey-400' },
  alliance: { bar: 'fill-honey-700', dot: 'bg-honey-700' },
  platform: { bar: 'fill-vermilion-400', dot: 'bg-vermilion-400' },
  risk_fund: { bar: 'fill-honey-200', dot: 'bg-honey-200' },
  processor_fee: { bar: 'fill-line-strong', dot: 'bg-line-strong' },
}

/** A price as a bar, for the eye: beside it stands who gets what. Nobody is paid less than nothing. */
export function SplitBar({ legs }: { legs: readonly Leg[] }) {
  const paid = legs.filter(({ amountFen }) => amountFen > 0)
  const starts = paid.map((_, at) => paid.slice(0, at).reduce((sum, leg) => sum + leg.amountFen, 0))
  const whole = paid.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, whole)} 10`}
      preserveAspectRatio="none"
      className="mt-3 h-4 w-full overflow-hidden rounded-full"
    >
      {paid.map(({ partyKind, amountFen }, at) => (
        <rect
          key={partyKind}
          x={starts[at]}
          width={amountFen}
          height="10"
          className={splitColours[partyKind].bar}
        />
      ))}
    </svg>
  )
}
