import type { ClaimAnswer } from '#shared/flash-sale.ts'
import type { LiveState } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import { LEG_ORDER } from '#shared/sale-legs.ts'

/** Who a live session's sales are divided among. A village secretary hosts for nothing (公务员法 art. 59), so no host. */
export const EARNERS = LEG_ORDER.filter((one) => one !== 'processor_fee')
export type Earner = (typeof EARNERS)[number] | 'processor'

/** `earnedFen` by the sales; `netFen` after what went back so far and what else the processor took. */
export type EarnerMoney = { earner: Earner; earnedFen: Fen; netFen: Fen }

/** The earned parts add up to `grossFen`, the net ones to `netFen`. */
export type ReportMoney = { grossFen: Fen; refundedFen: Fen; netFen: Fen; parts: EarnerMoney[] }

export type ReportSale = {
  saleId: string
  title: Bilingual
  variantName: Bilingual
  priceFen: Fen
  /** units offered */
  total: number
  /** claims that it was asked for, and granted */
  asked: number
  held: number
  orders: number
  /** units paid for, and of them those that came back */
  units: number
  unitsBack: number
  grossFen: Fen
  refundedFen: Fen
  netFen: Fen
  /** from its opening until the last unit was granted that was paid for; null while not all are paid for */
  soldOutSec: number | null
}

/** `at`: ISO instant at which the span of `stepMin` minutes begins; viewers: the average in it; null: not counted */
export type TimelinePoint = {
  at: string
  viewers: number | null
  asked: number
  units: number
  /** people who began to like it */
  likes: number
}
export type Timeline = {
  stepMin: number
  points: TimelinePoint[]
  /** units paid for after the last point */
  laterUnits: number
}

export type ReportHead = {
  liveSessionId: string
  villageId: string
  title: Bilingual
  hostName: Bilingual
  picture: string
  state: LiveState
  startedAt: string
  /** null while it is on the air */
  endedAt: string | null
  /** the shop ended it by itself, because nobody was there */
  endedUnattended: boolean
}

export type LiveReport = ReportHead & {
  /** the figures are those booked by then */
  asOf: string
  durationSec: number
  audience: {
    visitors: number
    /** of them, scripted buyers of the demo */
    demoVisitors: number
    visits: number
    peak: number
    /** average of the minutes that were counted; null when none was */
    average: number | null
    /** 点赞, people */
    likes: number
  }
  funnel: { asked: number; soldOut: number; held: number; paid: number }
  /** orders that were paid for, and their units, all sales together */
  orders: number
  units: number
  unitsBack: number
  money: ReportMoney & { freightFen: Fen; /** fetched by buyers’ banks, not decided */ disputedFen: Fen }
  /** GPM: net sales for a thousand visits; null without visits */
  perThousandVisitsFen: Fen | null
  /** UV value: net sales for a visitor; null without visitors */
  perVisitorFen: Fen | null
  timeline: Timeline
  sales: ReportSale[]
}

export type PastSession = ReportHead & { endedAt: string; visitors: number; orders: number; units: number }

/** The visitors whose sockets are in a room of this node, one entry a socket. */
export type Audience = (liveSessionId: string) => readonly string[]

export type LiveReports = {
  /** Null when no session of that name has begun. Counted anew each time: refunds come later. */
  report(liveSessionId: string): Promise<LiveReport | null>
  /** 热度: the last half hour of a session, minute by minute; null while it is not on the air */
  heat(liveSessionId: string): Promise<Timeline | null>
  /** sessions of a village that are over, the latest first */
  pastOf(villageId: string, limit: number): Promise<PastSession[]>
  /** the report as an Excel workbook, in both languages */
  workbook(report: LiveReport): AsyncIterable<Uint8Array>

  /** A visitor has come into a room that is live. Costs no more than a count in memory. */
  came(liveSessionId: string, visitorId: string): void
  /** A visitor hosts a session and is no viewer of it, in whatever tab. Costs no more than a count in memory. */
  hosts(liveSessionId: string, visitorId: string): void
  /** A sale was asked for units and has answered. Costs no more than a count in memory. */
  asked(saleId: string, answer: ClaimAnswer): void
  /** Counts who is in the rooms of this node that are live, and writes what was counted since the last time. */
  sample(audience: Audience): Promise<void>
  /** Writes what was counted and not yet written. */
  close(): Promise<void>
}
