import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { EARNERS, type EarnerMoney, type ReportMoney, type Timeline, type TimelinePoint } from './types.ts'

// Pure: figures from facts.

const MINUTE_MS = 60_000
/** Payments begun before the end come in until their holds are over; what comes later is told beside the curve. */
const AFTER_END_MS = 30 * MINUTE_MS
/** As many points as a curve of a phone's width can show. */
const POINTS_MAX = 120
const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440] as const

/** Money for each of `count`, `times` over, to the nearest fen; null for none. */
export function forEach(amount: Fen, count: number, times = 1): Fen | null {
  return count === 0 ? null : fen(Math.round((amount * times) / count))
}

/** A sum of the platform's book: what journals of a kind did to an account of somebody. Debit positive. */
export type PostedSum = { kind: string; whose: string; amountFen: Fen }

/** What the platform's own accounts mean to it; it bears what its processor charges beyond the legs, and coupons. */
const PLATFORMS: ReadonlySet<string> = new Set([
  'platform',
  '501.service',
  '524.processor-fee',
  '529.refunds-borne',
  '521.coupons',
])
const OF_CODE: Record<string, EarnerMoney['earner']> = { '211.risk-fund': 'risk_fund' }
/** accounts between the buyer, the processor and us: the other side of what earners get */
const CLEARING: ReadonlySet<string> = new Set(['109.stripe', '211.refunds', '113.dispute'])
const DISPUTE_FEE = '524.dispute-fee'

function earnerOf(whose: string): EarnerMoney['earner'] {
  if (PLATFORMS.has(whose)) return 'platform'
  const earner = OF_CODE[whose] ?? EARNERS.find((one) => one === whose)
  if (!earner) throw new Error(`Nobody has said whose ${whose} is in a report`)
  return earner
}

const isDisputeMove = (kind: string) => kind === 'dispute_withdrawn' || kind === 'dispute_returned'

/**
 * Who has what of what buyers paid, as the platform's book says: the sale, less refunds, less losses by disputes. What
 * Stripe took is what of the price it did not hand on, and its fees for disputes, which the platform bears.
 * @param grossFen what the orders cost their buyers
 * @throws when the parts are not what buyers paid less what they have back: the books have something new to say
 */
export function moneyOf(grossFen: Fen, posted: readonly PostedSum[]): ReportMoney {
  const sum = (fits: (one: PostedSum) => boolean) =>
    sumFen(posted.filter(fits).map(({ amountFen }) => amountFen))
  const handedOnFen = sum(({ kind, whose }) => kind === 'sale' && whose === '109.stripe')
  const disputeFeesFen = sum(({ whose }) => whose === DISPUTE_FEE)
  const feeFen = fen(grossFen - handedOnFen)
  const refundedFen = refundedOf(posted)

  const shares = posted.filter(({ whose }) => !CLEARING.has(whose) && whose !== DISPUTE_FEE)
  const owns = shares.map((one) => ({ ...one, earner: earnerOf(one.whose) }))
  const gotBy = (earner: string, fits: (one: PostedSum) => boolean) =>
    fen(0 - sumFen(owns.filter((one) => one.earner === earner && fits(one)).map((one) => one.amountFen)))
  const parts: EarnerMoney[] = EARNERS.map((earner) => ({
    earner,
    earnedFen: gotBy(earner, ({ kind }) => kind === 'sale'),
    netFen: fen(gotBy(earner, () => true) - (earner === 'platform' ? disputeFeesFen : 0)),
  }))
  parts.push({ earner: 'processor', earnedFen: feeFen, netFen: fen(feeFen + disputeFeesFen) })

  const netFen = fen(grossFen - refundedFen)
  expectSum(parts, { grossFen, netFen })
  return { grossFen, refundedFen, netFen, parts }
}

function expectSum(parts: readonly EarnerMoney[], { grossFen, netFen }: { grossFen: Fen; netFen: Fen }) {
  const earned = sumFen(parts.map(({ earnedFen }) => earnedFen))
  const net = sumFen(parts.map((part) => part.netFen))
  if (earned !== grossFen || net !== netFen)
    throw new Error(`Parts of ${earned} and ${net} of a session that sold ${grossFen} and kept ${netFen}`)
}

/** what buyers have back, of a session or of one of its sales */
export function refundedOf(posted: readonly PostedSum[]): Fen {
  const back = posted.filter(
    ({ kind, whose }) => kind !== 'sale' && !isDisputeMove(kind) && CLEARING.has(whose),
  )
  return back.length === 0 ? zeroFen : fen(0 - sumFen(back.map(({ amountFen }) => amountFen)))
}

export type TimeFacts = {
  startedAt: Date
  /** of the session, or now */
  endedAt: Date
  /** average viewers of a minute, all nodes together */
  viewers: readonly { minute: Date; viewers: number }[]
  asked: readonly { minute: Date; count: number }[]
  units: readonly { minute: Date; units: number }[]
  likes: readonly { minute: Date; likes: number }[]
}

const minuteNumber = (at: Date) => Math.floor(at.getTime() / MINUTE_MS)

/** The session in as many steps as a curve can show: units and claims of a step add up, viewers are its average. */
export function timelineOf({ startedAt, endedAt, ...counted }: TimeFacts): Timeline {
  const { units } = counted
  const first = minuteNumber(startedAt)
  const atMost = minuteNumber(new Date(endedAt.getTime() + AFTER_END_MS))
  const soldAt = units.map(({ minute }) => minuteNumber(minute)).filter((minute) => minute <= atMost)
  const last = soldAt.reduce((latest, minute) => Math.max(latest, minute), minuteNumber(endedAt))
  const minutes = last - first + 1
  const stepMin = STEPS_MIN.find((step) => minutes <= step * POINTS_MAX) ?? Math.ceil(minutes / POINTS_MAX)
  const points = Array.from({ length: Math.ceil(minutes / stepMin) }, (_, at) =>
    pointOf(counted, { from: first + at * stepMin, stepMin, isFirst: at === 0 }),
  )
  const shownUnits = points.reduce((sum, point) => sum + point.units, 0)
  return { stepMin, points, laterUnits: units.reduce((sum, one) => sum + one.units, 0) - shownUnits }
}

type Step = { from: number; stepMin: number; isFirst: boolean }

function pointOf(
  { viewers, asked, units, likes }: Omit<TimeFacts, 'startedAt' | 'endedAt'>,
  { from, stepMin, isFirst }: Step,
): TimelinePoint {
  // Whatever a clock behind another's put before the start belongs to the start.
  const isIn = ({ minute }: { minute: Date }) =>
    minuteNumber(minute) < from + stepMin && (isFirst || minuteNumber(minute) >= from)
  const seen = viewers.filter(isIn)
  return {
    at: new Date(from * MINUTE_MS).toISOString(),
    viewers: seen.length === 0 ? null : seen.reduce((sum, one) => sum + one.viewers, 0) / seen.length,
    asked: asked.filter(isIn).reduce((sum, { count }) => sum + count, 0),
    units: units.filter(isIn).reduce((sum, one) => sum + one.units, 0),
    likes: likes.filter(isIn).reduce((sum, one) => sum + one.likes, 0),
  }
}

/** The time to sell out, in seconds; null while units are not paid for, or never opened. */
export function soldOutSec(sale: {
  total: number
  units: number
  openedAt: Date | null
  lastPaidGrantedAt: Date | null
}): number | null {
  const { total, units, openedAt, lastPaidGrantedAt } = sale
  if (units < total || !openedAt || !lastPaidGrantedAt) return null
  return Math.max(0, Math.round((lastPaidGrantedAt.getTime() - openedAt.getTime()) / 1000))
}
