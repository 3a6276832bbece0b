// How many claims a second, and how fast, through real sockets into a real PostgreSQL: ours with everything on,
// against the bare acknowledgement (the ceiling), the prototype that the bounds come from, and the usual ways to take
// stock.
import type { ChildProcess } from 'node:child_process'
import type { Db } from '#server/platform/db.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { morning } from '#tests/make/selling.ts'
import { median, rounded, type Bench, type BenchResult } from '../bench.ts'
import { growthOf, measureBatches, type Batches } from '../growth/batches.ts'
import { GROWN } from '../growth/growth.ts'
import { openPlace } from '../place.ts'
import { ended, heard, launch } from '../programs.ts'
import {
  CONTESTANTS,
  PER_BUYER_LIMIT,
  SALES,
  TOTAL,
  saleOf,
  type Contestant,
  type LoadOrder,
  type Measured,
  type ServerAsk,
  type ServerCost,
  type ServerReady,
} from './contract.ts'
import { PROTOTYPE_SCHEMA } from './prototype.ts'
import { STATEMENT_SCHEMA } from './usual.ts'
import { startRedis } from './redis.ts'

type Cell = { contestant: Contestant; connections: number }
type Measurement = Cell & Measured & { round: number; serverCpuUs: number }

const cells: readonly Cell[] = [
  ...CONTESTANTS.map((contestant) => ({ contestant, connections: 1000 })),
  { contestant: 'ack', connections: 100 },
  { contestant: 'ours', connections: 100 },
  { contestant: 'prototype', connections: 100 },
]
const times = {
  quick: { rounds: 2, warmMs: 300, measureMs: 1_000 },
  full: { rounds: 7, warmMs: 1_000, measureMs: 4_000 },
}
const keyOf = ({ contestant, connections }: Cell) => `${contestant} × ${connections}`

export const claims: Bench = async ({ quick, say }) => {
  const { rounds, warmMs, measureMs } = times[quick ? 'quick' : 'full']
  const place = await openPlace()
  await fillShop(place.database.db)
  await place.asOwner(PROTOTYPE_SCHEMA)
  await place.asOwner(STATEMENT_SCHEMA)
  const redis = await startRedis()
  const children: ChildProcess[] = []
  try {
    const env = { DATABASE_URL: place.url, ...(redis && { REDIS_URL: redis.url }) }
    const server = await launch('claims/server', { children, env })
    const { ports } = await heard<ServerReady>(server)
    const load = await launch('claims/load', { children })
    const measurements: Measurement[] = []
    const present = cells.filter(({ contestant }) => ports[contestant])
    const turns = Array.from({ length: rounds }, (_, round) =>
      present.map((cell) => ({ round, ...cell })),
    ).flat()
    for (const { round, ...cell } of turns) {
      const order: LoadOrder = { port: ports[cell.contestant]!, ...cell, warmMs, measureMs }
      const measured = await measure(order, { server, load })
      measurements.push({ round, ...cell, ...measured })
      say(`round ${round + 1}  ${lineOf(cell, measured)}`)
    }
    await ended(children)
    say('claiming in a shop that has grown')
    const batches = await measureBatches(GROWN[quick ? 'quick' : 'full'])
    const broken = [...(await place.broken()), ...batches.broken, ...refusals(measurements)]
    return summary(measurements, { batches, broken })
  } finally {
    for (const child of children) child.kill()
    await redis?.stop()
    await place.close()
  }
}

/** There is enough for every claim: one that was refused was not decided at all, which is fast and says nothing. */
const refusals = (measurements: readonly Measurement[]) =>
  measurements.filter(({ refused }) => refused > 0).map((one) => `${keyOf(one)} refused ${one.refused}`)

type Processes = { server: ChildProcess; load: ChildProcess }

/** One cell. The server's CPU is told per claim: unlike a rate it does not mind what else the machine does. */
async function measure(order: LoadOrder, { server, load }: Processes) {
  load.send(order)
  await heard(load)
  tell(server, 'begin')
  await heard(load)
  tell(server, 'end')
  const { cpuUs } = await heard<ServerCost>(server)
  const measured = await heard<Measured>(load)
  tell(server, 'quiet')
  await heard(server)
  return { ...measured, serverCpuUs: cpuUs / (measured.granted + measured.refused) }
}
const tell = (server: ChildProcess, ask: ServerAsk) => server.send(ask)

function lineOf(
  cell: Cell,
  { claimsPerSec, p50Ms, p99Ms, refused, serverCpuUs }: Measured & { serverCpuUs: number },
) {
  return [
    keyOf(cell).padEnd(18),
    `${claimsPerSec.toFixed(0).padStart(7)}/s`,
    `p50 ${p50Ms.toFixed(1)} ms`,
    `p99 ${p99Ms.toFixed(1)} ms`,
    `server ${serverCpuUs.toFixed(1)} µs`,
    `refused ${refused}`,
  ].join('  ')
}

async function fillShop(db: Db) {
  const { sale } = await aHoneyVillage(db, { stock: 1 })
  const ids = CONTESTANTS.flatMap((contestant) =>
    Array.from({ length: SALES }, (_, index) => saleOf(contestant, index)),
  )
  await db.stock.updateMany({
    data: { onHand: 2_000_000_000, allotted: { increment: ids.length * TOTAL } },
  })
  const open = { kind: 'shelf', liveSessionId: null, state: 'open', openedAt: morning }
  await db.flashSale.createMany({
    data: ids.map((id) => ({ ...sale, ...open, id, total: TOTAL, perBuyerLimit: PER_BUYER_LIMIT })),
  })
}

type Found = { batches: Batches; broken: readonly string[] }

function summary(rounds: readonly Measurement[], { batches, broken }: Found): BenchResult {
  const taken = cells.filter((cell) => rounds.some((one) => keyOf(one) === keyOf(cell)))
  const of = (cell: Cell) => rounds.filter((one) => keyOf(one) === keyOf(cell))
  const medians = Object.fromEntries(
    taken.map((cell) => {
      const middle = (pick: (one: Measurement) => number) => rounded(median(of(cell).map(pick)), 1)
      return [
        keyOf(cell),
        {
          claimsPerSec: middle(({ claimsPerSec }) => claimsPerSec),
          p50Ms: middle(({ p50Ms }) => p50Ms),
          p99Ms: middle(({ p99Ms }) => p99Ms),
          serverCpuUs: middle(({ serverCpuUs }) => serverCpuUs),
          refused: middle(({ refused }) => refused),
        },
      ]
    }),
  )
  const pairedOf =
    (contestant: Contestant) =>
    (baseline: Contestant, connections: number, pick: (one: Measurement) => number) => {
      const base = of({ contestant: baseline, connections })
      const ratios = of({ contestant, connections }).map((one, round) => pick(one) / pick(base[round]!))
      return rounded(median(ratios))
    }
  const paired = pairedOf('ours')
  const prototypes = pairedOf('prototype')
  const hasRedis = taken.some(({ contestant }) => contestant === 'redis')
  const rate = ({ claimsPerSec }: Measured) => claimsPerSec
  return {
    rounds,
    invariantsHold: broken.length === 0,
    medians,
    chart: {
      title: 'Claims decided, durable and acknowledged, a second',
      unit: 'median of the rounds; × connections, one claim in flight each',
      bars: Object.entries(medians).map(([label, { claimsPerSec }]) => ({
        label,
        value: Math.round(claimsPerSec),
      })),
    },
    ratios: {
      ackCeiling: paired('ack', 1000, rate),
      ackCeiling100: paired('ack', 100, rate),
      prototype: paired('prototype', 1000, rate),
      prototype100: paired('prototype', 100, rate),
      prototypeAckCeiling: prototypes('ack', 1000, rate),
      prototypeAckCeiling100: prototypes('ack', 100, rate),
      ...(hasRedis && { prototypeRedisLua: prototypes('redis', 1000, rate) }),
      statementPerClaim: paired('statement', 1000, rate),
      transactionPerClaim: paired('transaction', 1000, rate),
      ...(hasRedis && { redisLua: paired('redis', 1000, rate) }),
      p99Cost: paired('ack', 1000, ({ p99Ms }) => p99Ms),
      growthCost: growthOf(batches),
      serverCpuCost: paired('ack', 1000, ({ serverCpuUs }) => serverCpuUs),
    },
  }
}
