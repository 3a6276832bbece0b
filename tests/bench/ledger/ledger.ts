// Orders posted a second, on a disk that is waited for, with sealing and folding on: ours by the size of a call, beside
// a textbook's double entry and PostgreSQL's own measure.
import { createLedger } from '#server/ledger/index.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { median, rounded, type Bench, type BenchResult, type Medians } from '../bench.ts'
import { openPlace } from '../place.ts'
import { costsNow, type Costs } from './costs.ts'
import { ACCOUNTS, byLedger, byService, byTextbook, LINES, openBook, type Post } from './orders.ts'
import { measureReads } from './reads.ts'
import { openTextbook, textbookBroken } from './textbook.ts'
import { openTpcb } from './tpcb.ts'

const SEAL_MS = 1_000
const FOLD_MS = 5_000
const WARM_MS = 500
const sizes = {
  quick: { rounds: 2, measureMs: 1_000, tpcbScale: 5, books: [1_000, 10_000] as const },
  full: { rounds: 7, measureMs: 5_000, tpcbScale: 50, books: [10_000, 1_000_000] as const },
}

type Contestant = {
  name: string
  schema: 'ledger' | 'textbook'
  clients: number
  ordersACall: number
  post: Post
}
type Measured = {
  ordersPerSec: number
  postingsPerSec: number
  p50Ms: number
  p99Ms: number
  cpuUsAnOrder: number
  walBytesAnOrder: number
  diskBytesAnOrder: number
}
type Measurement = Measured & { round: number; name: string }

export const ledger: Bench = async ({ quick, say }) => {
  const { rounds, measureMs, tpcbScale, books } = sizes[quick ? 'quick' : 'full']
  const place = await openPlace()
  const tpcb = await openTpcb(tpcbScale)
  if (!tpcb) say('pgbench is not installed: TPC-B not measured')
  const database = openDatabase({ DATABASE_URL: place.url, DATABASE_POOL_MAX: 24 })
  try {
    const ours = createLedger({ db: database.db, ids: randomIds })
    await openTextbook(place.url, ACCOUNTS)
    const ids = await openBook(ours, database)
    const post = byLedger(database, ids)
    const of = (ordersACall: number, clients: number): Contestant => ({
      ...{ name: `ours × ${ordersACall}`, schema: 'ledger', clients, ordersACall, post },
    })
    const contestants: Contestant[] = [
      { name: 'textbook × 1', schema: 'textbook', clients: 20, ordersACall: 1, post: byTextbook(database) },
      ...[of(1, 20), of(10, 4), of(50, 4), of(200, 2)],
      { ...of(50, 4), name: 'ours × 50, by the service', post: byService(ours, database.db) },
    ]
    // Plans made for empty tables would stay with their sessions: each has some of every contestant before it counts.
    for (const contestant of contestants) await measure(contestant, { database, ours, measureMs: WARM_MS })
    await place.analyse()
    const measurements: Measurement[] = []
    const tps: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const contestant of contestants) {
        const measured = await measure(contestant, { database, ours, measureMs })
        measurements.push({ round, name: contestant.name, ...measured })
        say(`round ${round + 1}  ${lineOf(contestant.name, measured)}`)
      }
      if (tpcb) {
        tps.push(await tpcb.run(measureMs / 1_000))
        say(`round ${round + 1}  pgbench TPC-B  ${tps.at(-1)!.toFixed(0)} transactions/s`)
      }
    }
    say('checking every invariant and the whole chain')
    const report = await ours.invariantReport()
    const broken = [
      ...report.filter((one) => one.broken > 0).map(({ name }) => name),
      ...(await ours.verifyChain()).map(({ problem }) => problem),
      ...((await textbookBroken(database)) > 0 ? ['textbook'] : []),
    ]
    const reads = await measureReads(books, say)
    return summary({ measurements, tps, books, reads, broken: [...broken, ...reads.broken] })
  } finally {
    await tpcb?.close()
    await database.close()
    await place.close()
  }
}

type Ground = {
  database: ReturnType<typeof openDatabase>
  ours: ReturnType<typeof createLedger>
  measureMs: number
}

/** Clients that each have one call under way. The clock stops when what they posted is sealed and folded, too. */
async function measure(contestant: Contestant, { database, ours, measureMs }: Ground): Promise<Measured> {
  const { schema, clients, ordersACall, post } = contestant
  const before = await costsNow(database, schema)
  const begin = performance.now()
  const end = begin + measureMs
  const latencies: number[] = []
  async function client() {
    while (performance.now() < end) {
      const asked = performance.now()
      await post(ordersACall)
      latencies.push(performance.now() - asked)
    }
  }
  const upkeep = schema === 'ledger' ? [every(SEAL_MS, ours.sealBlocks), every(FOLD_MS, ours.foldDeltas)] : []
  await Promise.all(Array.from({ length: clients }, client))
  for (const one of upkeep) await one.stop()
  const sec = (performance.now() - begin) / 1_000
  const after = await costsNow(database, schema)

  const orders = latencies.length * ordersACall
  const sorted = latencies.toSorted((a, b) => a - b)
  const each = (pick: (costs: Costs) => number) => (pick(after) - pick(before)) / orders
  return {
    ordersPerSec: orders / sec,
    postingsPerSec: (orders * LINES) / sec,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)]!,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)]!,
    cpuUsAnOrder: each(({ cpuUs }) => cpuUs),
    walBytesAnOrder: each(({ walBytes }) => walBytes),
    diskBytesAnOrder: each(({ diskBytes }) => diskBytes),
  }
}

/** `stop` does it a last time: nothing is left over. */
function every(ms: number, work: () => Promise<number>) {
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => (running = running.then(work)), ms)
  return {
    async stop() {
      clearInterval(timer)
      await running
      await work()
    },
  }
}

function lineOf(name: string, { ordersPerSec, postingsPerSec, p50Ms, p99Ms, cpuUsAnOrder }: Measured) {
  return [
    name.padEnd(26),
    `${ordersPerSec.toFixed(0).padStart(6)} orders/s`,
    `${postingsPerSec.toFixed(0).padStart(7)} postings/s`,
    `p50 ${p50Ms.toFixed(1)} ms`,
    `p99 ${p99Ms.toFixed(1)} ms`,
    `${cpuUsAnOrder.toFixed(0)} µs an order`,
  ].join('  ')
}

type Found = {
  measurements: readonly Measurement[]
  tps: readonly number[]
  books: readonly [number, number]
  reads: Awaited<ReturnType<typeof measureReads>>
  broken: readonly string[]
}

function summary({ measurements, tps, books, reads, broken }: Found): BenchResult {
  const names = [...new Set(measurements.map(({ name }) => name))]
  const of = (name: string) => measurements.filter((one) => one.name === name)
  const medians: Medians = {}
  for (const name of names) {
    const middle = (pick: (one: Measured) => number, digits = 0) =>
      rounded(median(of(name).map(pick)), digits)
    const rates = of(name).map(({ ordersPerSec }) => ordersPerSec)
    medians[name] = {
      ordersPerSec: middle(({ ordersPerSec }) => ordersPerSec),
      least: rounded(Math.min(...rates), 0),
      most: rounded(Math.max(...rates), 0),
      postingsPerSec: middle(({ postingsPerSec }) => postingsPerSec),
      p50Ms: middle(({ p50Ms }) => p50Ms, 1),
      p99Ms: middle(({ p99Ms }) => p99Ms, 1),
      cpuUsAnOrder: middle(({ cpuUsAnOrder }) => cpuUsAnOrder),
      walBytesAnOrder: middle(({ walBytesAnOrder }) => walBytesAnOrder),
      diskBytesAnOrder: middle(({ diskBytesAnOrder }) => diskBytesAnOrder),
    }
  }
  if (tps.length > 0)
    medians['pgbench TPC-B'] = {
      transactionsPerSec: rounded(median(tps), 0),
      least: rounded(Math.min(...tps), 0),
      most: rounded(Math.max(...tps), 0),
    }
  for (const [at, one] of [reads.small, reads.large].entries())
    medians[`reading a book of ${books[at]}`] = {
      trialBalanceMs: rounded(one.trialBalanceMs),
      statementMs: rounded(one.statementMs),
    }
  const paired = (name: string, pick: (one: Measured) => number) =>
    rounded(median(of(name).map((one, round) => pick(one) / pick(of('textbook × 1')[round]!))))
  const rate = ({ ordersPerSec }: Measured) => ordersPerSec
  const growth = {
    trialBalanceCost: rounded(reads.large.trialBalanceMs / reads.small.trialBalanceMs),
    statementCost: rounded(reads.large.statementMs / reads.small.statementMs),
  }
  return {
    rounds: measurements,
    invariantsHold: broken.length === 0,
    medians,
    ratios: {
      textbookSingle: paired('ours × 1', rate),
      textbookBatch10: paired('ours × 10', rate),
      textbookBatch50: paired('ours × 50', rate),
      textbookBatch200: paired('ours × 200', rate),
      textbookService50: paired('ours × 50, by the service', rate),
      cpu50Cost: paired('ours × 50', ({ cpuUsAnOrder }) => cpuUsAnOrder),
      growthCost: Math.max(growth.trialBalanceCost, growth.statementCost),
      ...growth,
    },
    chart: {
      title: 'Orders posted, sealed and folded, a second',
      unit: 'median of the rounds; × orders a call, 8 entries each',
      bars: names.map((label) => ({ label, value: medians[label]!.ordersPerSec! })),
    },
  }
}
