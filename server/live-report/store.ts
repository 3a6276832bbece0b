import { createHash } from 'node:crypto'
import type { LiveState } from '#shared/live.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { ClaimCount, VisitCount } from './counters.ts'
import type { PostedSum } from './rules.ts'
import type { PastSession, ReportHead } from './types.ts'

/** Rows a statement: ten thousand who came at once are two of them. */
const ROWS_MAX = 5_000

export type LiveReportStore = ReturnType<typeof createLiveReportStore>
type HeadRow = {
  liveSessionId: string
  villageId: string
  state: LiveState
  picture: string
  titleZh: string
  titleEn: string
  hostNameZh: string
  hostNameEn: string
  startedAt: Date | null
  endedAt: Date | null
  endedUnattended: boolean
}
export type SaleRow = {
  saleId: string
  titleZh: string
  titleEn: string
  nameZh: string
  nameEn: string
  priceFen: bigint
  total: number
  openedAt: Date | null
  holds: number
  lastPaidGrantedAt: Date | null
}
export type OrderSums = {
  saleId: string
  orders: number
  units: number
  unitsBack: number
  grossFen: Fen
  freightFen: Fen
  disputedFen: Fen
}
export type Facts = NonNullable<Awaited<ReturnType<LiveReportStore['facts']>>>

const HEAD = `live_session_id as "liveSessionId", village_id as "villageId", state, picture, title_zh as "titleZh",
  title_en as "titleEn", host_name_zh as "hostNameZh", host_name_en as "hostNameEn", started_at as "startedAt",
  ended_at as "endedAt", ended_unattended as "endedUnattended"`

/** A visitor of one room, and of no other by this. */
const tagOf = (liveSessionId: string, visitorId: string) =>
  new Uint8Array(createHash('sha256').update(`${liveSessionId}\0${visitorId}`).digest())

export function createLiveReportStore(db: Db) {
  return {
    /** All that a report is made of, as of one moment: orders and the ledger's postings must be of the same. */
    facts: (liveSessionId: string) =>
      db.$transaction((tx) => readFacts(tx, liveSessionId), { isolationLevel: 'RepeatableRead' }),

    async isOnAir(liveSessionId: string): Promise<boolean> {
      const rows = await db.$queryRaw<unknown[]>`
        select from report_live_session where live_session_id = ${liveSessionId} and state = 'live'`
      return rows.length > 0
    },
    minutes: (liveSessionId: string, since: Date) => readMinutes(db, liveSessionId, since),

    async past(villageId: string, limit: number): Promise<PastSession[]> {
      const rows = await db.$queryRawUnsafe<
        (HeadRow & { visitors: number; orders: number; units: number })[]
      >(
        `select ${HEAD}, seen.visitors, sold.orders, sold.units from report_live_session past
        cross join lateral (select count(*)::int as visitors from live_report_visitor visitor
          where visitor.live_session_id = past.live_session_id) seen
        cross join lateral (select count(*)::int as orders, coalesce(sum(units), 0)::int as units
          from report_live_session_order orders where orders.live_session_id = past.live_session_id) sold
        where village_id = $1 and state = 'ended' and started_at is not null
        order by ended_at desc, live_session_id limit $2`,
        villageId,
        limit,
      )
      return rows.map(({ visitors, orders, units, ...row }) => {
        const head = headOf(row)
        return { ...head, endedAt: head.endedAt!, visitors, orders, units }
      })
    },

    async liveSessionIds(): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        select live_session_id as id from report_live_session where state = 'live'`
      return rows.map(({ id }) => id)
    },

    async addSamples(
      nodeId: string,
      minute: Date,
      samples: readonly { liveSessionId: string; viewers: number }[],
    ): Promise<void> {
      await db.$executeRaw`
        insert into live_report_minute as known (live_session_id, minute, node_id, viewers_sum, samples)
        select id, ${minute}, ${nodeId}, viewers, 1
        from unnest(${samples.map(({ liveSessionId }) => liveSessionId)}::text[],
          ${samples.map(({ viewers }) => viewers)}::int[]) as sample (id, viewers)
        on conflict (live_session_id, minute, node_id) do update set
          viewers_sum = known.viewers_sum + excluded.viewers_sum, samples = known.samples + 1`
    },

    /** The counts of all nodes add up. Sorted, so that two nodes that write the same rows wait in one order. */
    async addCounts(
      { visits, claims }: { visits: readonly VisitCount[]; claims: readonly ClaimCount[] },
      isDemo: (visitorId: string) => boolean,
    ): Promise<void> {
      await db.$transaction(async (tx) => {
        for (let at = 0; at < visits.length; at += ROWS_MAX)
          await addVisits(tx, visits.slice(at, at + ROWS_MAX), isDemo)
        if (claims.length > 0) await addClaims(tx, claims)
      })
    },
  }
}

async function addVisits(tx: Tx, visits: readonly VisitCount[], isDemo: (visitorId: string) => boolean) {
  await tx.$executeRaw`
    insert into live_report_visitor as known (live_session_id, tag, is_demo, visits, first_seen_at)
    select * from unnest(
      ${visits.map(({ liveSessionId }) => liveSessionId)}::text[],
      ${visits.map(({ liveSessionId, visitorId }) => tagOf(liveSessionId, visitorId))}::bytea[],
      ${visits.map(({ visitorId }) => isDemo(visitorId))}::bool[],
      ${visits.map((one) => one.visits)}::int[],
      ${visits.map(({ firstSeenAt }) => firstSeenAt)}::timestamptz[]
    ) as seen (live_session_id, tag, is_demo, visits, first_seen_at) order by live_session_id, tag
    on conflict (live_session_id, tag) do update set visits = known.visits + excluded.visits`
}

/** Of sales of live sessions only: others have no report. */
async function addClaims(tx: Tx, claims: readonly ClaimCount[]) {
  await tx.$executeRaw`
    insert into live_report_claims as known (sale_id, minute, outcome, count)
    select asked.* from unnest(
      ${claims.map(({ saleId }) => saleId)}::text[],
      ${claims.map(({ minute }) => minute)}::timestamptz[],
      ${claims.map(({ outcome }) => outcome)}::text[],
      ${claims.map(({ count }) => count)}::int[]
    ) as asked (sale_id, minute, outcome, count)
    where exists (select from report_live_session_sale sale where sale.sale_id = asked.sale_id)
    order by sale_id, minute, outcome
    on conflict (sale_id, minute, outcome) do update set count = known.count + excluded.count`
}

function headOf(row: HeadRow): ReportHead {
  const { liveSessionId, villageId, state, picture, endedUnattended } = row
  return {
    ...{ liveSessionId, villageId, state, picture, endedUnattended },
    title: { zh: row.titleZh, en: row.titleEn },
    hostName: { zh: row.hostNameZh, en: row.hostNameEn },
    startedAt: row.startedAt!.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

async function readFacts(tx: Tx, id: string) {
  const [row] = await tx.$queryRawUnsafe<(HeadRow & { peak: number })[]>(
    `select ${HEAD}, peak_viewers as peak from report_live_session
    where live_session_id = $1 and started_at is not null`,
    id,
  )
  if (!row) return null
  return {
    head: headOf(row),
    peak: row.peak,
    visitors: await readVisitors(tx, id),
    ...(await readMinutes(tx, id, new Date(0))),
    ...(await readSales(tx, id)),
  }
}

async function readVisitors(tx: Tx, id: string) {
  const [visitors] = await tx.$queryRaw<{ visitors: number; demoVisitors: number; visits: number }[]>`
    select count(*)::int as visitors, count(*) filter (where is_demo)::int as "demoVisitors",
      coalesce(sum(visits), 0)::int as visits
    from live_report_visitor where live_session_id = ${id}`
  return visitors!
}

/** What happened in a session, by the minute, from a minute on. */
async function readMinutes(tx: Tx, id: string, since: Date) {
  const viewers = await tx.$queryRaw<{ minute: Date; viewers: number }[]>`
    select minute, sum(viewers_sum::float8 / samples)::float8 as viewers
    from live_report_minute where live_session_id = ${id} and minute >= ${since} group by minute order by minute`
  const asked = await tx.$queryRaw<{ saleId: string; minute: Date; outcome: string; count: number }[]>`
    select sale.sale_id as "saleId", minute, outcome, count
    from report_live_session_sale sale join live_report_claims claims on claims.sale_id = sale.sale_id
    where sale.live_session_id = ${id} and minute >= ${since}`
  const units = await tx.$queryRaw<{ minute: Date; units: number }[]>`
    select date_trunc('minute', paid_at) as minute, sum(units)::int as units
    from report_live_session_order where live_session_id = ${id} and paid_at >= ${since} group by 1 order by 1`
  const likes = await tx.$queryRaw<{ minute: Date; likes: number }[]>`
    select minute, likes from report_live_session_like
    where live_session_id = ${id} and minute >= ${since} order by minute`
  return { viewers, asked, units, likes }
}

async function readSales(tx: Tx, id: string) {
  const sales = await tx.$queryRaw<SaleRow[]>`
    select sale_id as "saleId", title_zh as "titleZh", title_en as "titleEn", name_zh as "nameZh", name_en as "nameEn",
      price_fen as "priceFen", total, opened_at as "openedAt", holds, last_paid_granted_at as "lastPaidGrantedAt"
    from report_live_session_sale where live_session_id = ${id} order by position, sale_id`
  const orders = await tx.$queryRaw<
    (Omit<OrderSums, 'grossFen' | 'freightFen' | 'disputedFen'> &
      Record<'gross' | 'freight' | 'disputed', bigint>)[]
  >`
    select sale_id as "saleId", count(*)::int as orders, sum(units)::int as units, sum(units_back)::int as "unitsBack",
      sum(total_fen)::int8 as gross, sum(freight_fen)::int8 as freight, sum(disputed_fen)::int8 as disputed
    from report_live_session_order where live_session_id = ${id} group by sale_id`
  const posted = await tx.$queryRaw<{ saleId: string; kind: string; whose: string; amount: bigint }[]>`
    select sale_id as "saleId", kind, whose, sum(amount)::int8 as amount
    from report_live_session_posting where live_session_id = ${id} group by sale_id, kind, whose`
  return {
    sales,
    orders: orders.map(({ gross, freight, disputed, ...sums }): OrderSums => ({
      ...sums,
      ...{ grossFen: fen(gross), freightFen: fen(freight), disputedFen: fen(disputed) },
    })),
    posted: posted.map(({ amount, ...one }): PostedSum & { saleId: string } => ({
      ...one,
      amountFen: fen(amount),
    })),
  }
}
