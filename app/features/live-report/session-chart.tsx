import { useId, type ReactNode } from 'react'
import { FRAME } from './chart-frame.ts'
import type { Bars, Chart } from './chart.server.ts'

const { width, height, left, right, top, bottom } = FRAME

type FrameProps = {
  title: string
  description: string
  chart: Pick<Chart, 'xTicks' | 'endX'>
  yTicks: Bars['yTicks']
  children: ReactNode
}

/** Axes around a curve or bars. The picture says what it shows; the table under it has every figure. */
function Frame({ title, description, chart: { xTicks, endX }, yTicks, children }: FrameProps) {
  const id = useId()
  return (
    <svg
      role="img"
      aria-labelledby={`${id}title ${id}description`}
      viewBox={`0 0 ${width} ${height}`}
      className="mt-2 h-auto w-full"
    >
      <title id={`${id}title`}>{title}</title>
      <desc id={`${id}description`}>{description}</desc>
      {yTicks.map(({ y, label }) => (
        <g key={label}>
          <path d={`M${left} ${y}H${right}`} className="stroke-line" />
          <text x={left - 5} y={y + 4} textAnchor="end" className="fill-ink-soft text-[11px] tabular-nums">
            {label}
          </text>
        </g>
      ))}
      {children}
      <path d={`M${left} ${bottom}H${right}`} className="stroke-line-strong" />
      {endX !== null && (
        <path d={`M${endX} ${top}V${bottom}`} strokeDasharray="3 3" className="stroke-ink-soft" />
      )}
      {xTicks.map(({ x, label }) => (
        <text
          key={x}
          x={Math.min(Math.max(x, left), right - 14)}
          y={bottom + 16}
          textAnchor="middle"
          className="fill-ink-soft text-[11px] tabular-nums"
        >
          {label}
        </text>
      ))}
    </svg>
  )
}

type Props = { chart: Chart; title: string; description: string }

export function ViewersChart({ chart, ...words }: Props) {
  const { yTicks, area, line } = chart.viewers
  return (
    <Frame {...words} chart={chart} yTicks={yTicks}>
      <path d={area} className="fill-tea-100" />
      <path d={line} fill="none" strokeWidth="2" strokeLinejoin="round" className="stroke-tea-500" />
    </Frame>
  )
}

const BAR = { sales: 'fill-honey-500', likes: 'fill-vermilion-400' }

/** What sold, or who began to like it, in each step. */
export function BarsChart({ of, chart, ...words }: Props & { of: keyof typeof BAR }) {
  const { yTicks, bars } = chart[of]
  return (
    <Frame {...words} chart={chart} yTicks={yTicks}>
      {bars.map((bar) => (
        <rect key={bar.x} {...bar} className={BAR[of]} />
      ))}
    </Frame>
  )
}
