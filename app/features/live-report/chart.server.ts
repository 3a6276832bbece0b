import { scaleLinear, scaleTime } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { Timeline } from '#server/live-report/index.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import type { Locale } from '#shared/locale.ts'
import { FRAME } from './chart-frame.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** As many as fit beside each other on a phone; whole hours and minutes come out of the scale. */
const TICKS = { time: 4, dateTime: 2 } as const

export type Chart = {
  xTicks: { x: number; label: string }[]
  /** of the session, where the curve goes on after it */
  endX: number | null
  viewers: { yTicks: YTick[]; line: string; area: string }
  sales: Bars
  likes: Bars
}
type YTick = { y: number; label: number }
export type Bars = { yTicks: YTick[]; bars: { x: number; y: number; width: number; height: number }[] }

/** The pictures of a session, laid out here so that no browser loads what lays them out. */
export function chartOf({ stepMin, points }: Timeline, endedAt: string | null, locale: Locale): Chart {
  const stepMs = stepMin * MINUTE_MS
  const starts = points.map(({ at }) => Date.parse(at))
  const [first, last] = [starts[0]!, starts.at(-1)! + stepMs]
  const x = scaleTime([first, last], [FRAME.left, FRAME.right])
  const style = last - first > DAY_MS ? 'dateTime' : 'time'
  const end = endedAt === null ? last : Date.parse(endedAt)

  return {
    xTicks: x
      .ticks(TICKS[style])
      .filter((at) => at.getTime() % MINUTE_MS === 0)
      .map((at) => ({ x: x(at), label: formatMoment(at.toISOString(), locale, style) })),
    endX: end + stepMs < last ? x(end) : null,
    viewers: viewersOf({ points, starts, stepMs, x }),
    sales: barsOf({ points, starts, stepMs, x }, ({ units }) => units),
    likes: barsOf({ points, starts, stepMs, x }, ({ likes }) => likes),
  }
}

type Laid = {
  points: Timeline['points']
  starts: readonly number[]
  stepMs: number
  x: (at: number) => number
}

/** From nought to the most; a session without any has an axis to one. */
function scaleTo(most: number) {
  const y = scaleLinear([0, Math.max(1, most)], [FRAME.bottom, FRAME.top]).nice(3)
  return {
    y,
    yTicks: y
      .ticks(3)
      .filter(Number.isInteger)
      .map((value) => ({ y: y(value), label: value })),
  }
}

function barsOf(
  { points, starts, stepMs, x }: Laid,
  of: (point: Timeline['points'][number]) => number,
): Bars {
  const { y, yTicks } = scaleTo(Math.max(...points.map(of)))
  const bars = points.flatMap((point, at) => {
    const value = of(point)
    if (value === 0) return []
    const [from, to] = [x(starts[at]!), x(starts[at]! + stepMs)]
    return [{ x: from, y: y(value), width: Math.max(1, (to - from) * 0.9), height: FRAME.bottom - y(value) }]
  })
  return { yTicks, bars }
}

/** Stairs, because each figure is a step's average; a gap where nothing was counted. */
function viewersOf({ points, starts, stepMs, x }: Laid): Chart['viewers'] {
  const { y, yTicks } = scaleTo(Math.max(...points.map(({ viewers }) => viewers ?? 0)))
  const stairs = points.flatMap(({ viewers }, at) =>
    [starts[at]!, starts[at]! + stepMs].map((time) => ({ x: x(time), viewers })),
  )
  type Stair = (typeof stairs)[number]
  const isCounted = ({ viewers }: Stair) => viewers !== null
  const height = ({ viewers }: Stair) => y(viewers ?? 0)
  const shape = { x: (stair: Stair) => stair.x }
  return {
    yTicks,
    line: line<Stair>(shape.x, height).defined(isCounted)(stairs) ?? '',
    area: area<Stair>(shape.x, FRAME.bottom, height).defined(isCounted)(stairs) ?? '',
  }
}
