// Many buyers, few units, one moment: the production build behind real sockets, each buyer a visitor of its own.
// What counts is that exactly as many are sold as there were, that everybody is answered in words, and how long the
// last one waits; the ceiling is the same crowd at a bare acknowledgement. Buyers are not in the live room: what a room
// is told is another bench.
import type { ChildProcess } from 'node:child_process'
import { createFlashSales } from '#server/flash-sale/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { aSale, morning } from '#tests/make/selling.ts'
import { median, rounded, type Bench, type BenchResult, type Medians } from '../bench.ts'
import { openPlace } from '../place.ts'
import { ended, heard, launch } from '../programs.ts'
import type { AckReady, RushAnswers, RushAsk } from './contract.ts'
import { openShop, type RunningShop } from './shop.ts'

const UNITS = 100
/** Nodes of the shop, and processes that play buyers: a process may have 20,000 files open on many a machine. */
const MOST_A_PROCESS = 17_000
const sizes = {
  quick: [{ buyers: 500, rounds: 2 }],
  full: [
    { buyers: 500, rounds: 5 },
    { buyers: 10_000, rounds: 3 },
    { buyers: 50_000, rounds: 1 },
  ],
}

type Contestant = 'ours' | 'ack'
type Measurement = Omit<RushAnswers, 'holdIds'> & {
  contestant: Contestant
  buyers: number
  round: number
  /** of ours, after everybody who holds one has paid */
  sold: number | null
  faults: string[]
}
type Ground = {
  place: Awaited<ReturnType<typeof openPlace>>
  village: Awaited<ReturnType<typeof aHoneyVillage>>
  shop: RunningShop
  ackPorts: number[]
  crowd: ChildProcess[]
}

export const rush: Bench = async ({ quick, say }) => {
  const sizesDone = sizes[quick ? 'quick' : 'full']
  const processes = Math.ceil(Math.max(...sizesDone.map(({ buyers }) => buyers)) / MOST_A_PROCESS)
  const place = await openPlace()
  const children: ChildProcess[] = []
  let shop: RunningShop | null = null
  try {
    const village = await aHoneyVillage(place.database.db, { stock: 1 })
    await place.database.db.stock.updateMany({ data: { onHand: 1_000_000 } })
    shop = await openShop({ databaseUrl: place.url, nodes: processes })
    const crowd: ChildProcess[] = []
    const ackPorts: number[] = []
    for (let n = 0; n < processes; n++) {
      crowd.push(await launch('rush/crowd', { children }))
      ackPorts.push((await heard<AckReady>(await launch('rush/ack', { children }))).port)
    }
    const ground = { place, village, shop, ackPorts, crowd }
    const cells = sizesDone.flatMap(({ buyers, rounds }) =>
      Array.from({ length: rounds }, (_, round) => [
        { contestant: 'ack' as const, buyers, round },
        { contestant: 'ours' as const, buyers, round },
      ]),
    )
    const measurements: Measurement[] = []
    for (const cell of cells.flat()) {
      const measured = await measure(ground, cell)
      measurements.push(measured)
      say(lineOf(measured))
    }
    await ended(children)
    return summary(measurements, await place.broken())
  } finally {
    for (const child of children) child.kill()
    await shop?.close()
    await place.close()
  }
}

type Cell = { contestant: Contestant; buyers: number; round: number }

async function measure(ground: Ground, cell: Cell): Promise<Measurement> {
  const { place, village, shop, crowd } = ground
  const saleId = `rush_${cell.contestant}_${cell.buyers}_${cell.round}`
  if (cell.contestant === 'ours')
    await aSale(place.database.db, {
      id: saleId,
      variantId: village.variant.id,
      kind: 'flash',
      liveSessionId: village.liveSession.id,
      total: UNITS,
      perBuyerLimit: 1,
      openedAt: morning,
    })
  // No more processes than the crowd needs, so that small rushes meet one node.
  const parts = crowd.slice(0, Math.ceil(cell.buyers / MOST_A_PROCESS))
  const ports = cell.contestant === 'ours' ? shop.nodes.map(({ port }) => port) : ground.ackPorts
  const share = Math.ceil(cell.buyers / parts.length)
  await all(parts, (part) => ({
    order: {
      port: ports[part]!,
      secret: shop.secret,
      saleId,
      buyers: Math.min(share, cell.buyers - part * share),
    },
  }))
  const answers = await all<RushAnswers>(parts, () => 'go')
  const { holdIds, ...together } = joined(answers)
  const sold = cell.contestant === 'ours' ? await payFor(place.database, { saleId, holdIds }) : null
  return { ...cell, ...together, sold, faults: faultsOf(cell, { ...together, sold }) }
}

function all<Answer>(parts: readonly ChildProcess[], ask: (part: number) => RushAsk): Promise<Answer[]> {
  return Promise.all(
    parts.map((part, n) => {
      const answer = heard<Answer>(part)
      part.send(ask(n))
      return answer
    }),
  )
}

function joined(answers: readonly RushAnswers[]): RushAnswers {
  const kinds: Record<string, number> = {}
  for (const one of answers)
    for (const [kind, count] of Object.entries(one.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count
  const sum = (of: (one: RushAnswers) => number) => answers.reduce((total, one) => total + of(one), 0)
  return {
    kinds,
    wronglySoldOut: sum((one) => one.wronglySoldOut),
    repeated: sum((one) => one.repeated),
    holdIds: answers.flatMap(({ holdIds }) => holdIds),
    lastAnswerMs: Math.max(...answers.map(({ lastAnswerMs }) => lastAnswerMs)),
    medianMs: median(answers.map(({ medianMs }) => medianMs)),
  }
}

/** Everybody who was told to have one pays for it. @returns how many were sold */
async function payFor(
  database: Database,
  { saleId, holdIds }: { saleId: string; holdIds: readonly string[] },
): Promise<number> {
  const log = createLog({ LOG_LEVEL: 'silent' })
  const flashSale = createFlashSales({ database, clock: systemClock, ids: randomIds, log, bus: noOtherNodes })
  await database.db.$transaction((tx) => flashSale.sell(tx, holdIds))
  const sale = await flashSale.sale(saleId)
  await flashSale.close()
  return sale!.sold
}

/** What must not have happened to ours. */
function faultsOf(
  { contestant, buyers }: Cell,
  measured: Pick<Measurement, 'kinds' | 'wronglySoldOut' | 'sold'>,
) {
  if (contestant === 'ack') return []
  const { kinds, wronglySoldOut, sold } = measured
  const { held = 0, sold_out: soldOut = 0 } = kinds
  const faults: string[] = []
  if (sold !== UNITS || held !== UNITS) faults.push(`${held} were held and ${sold} sold of ${UNITS}`)
  if (held + soldOut !== buyers) faults.push(`${buyers - held - soldOut} were not answered, or not in words`)
  if (wronglySoldOut > 0) faults.push(`${wronglySoldOut} heard "sold out" while units were left`)
  return faults
}

function lineOf({ contestant, buyers, round, kinds, lastAnswerMs, repeated, faults }: Measurement) {
  return [
    `${buyers} buyers`.padEnd(13),
    `round ${round + 1}`,
    contestant.padEnd(4),
    `last answer ${lastAnswerMs.toFixed(0).padStart(6)} ms`,
    Object.entries(kinds)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
    ...(repeated > 0 ? [`told to come again ${repeated}`] : []),
    ...faults.map((fault) => `WRONG: ${fault}`),
  ].join('  ')
}

function summary(rounds: readonly Measurement[], broken: readonly string[]): BenchResult {
  const sizesDone = [...new Set(rounds.map(({ buyers }) => buyers))]
  const of = (buyers: number, contestant: Contestant) =>
    rounds.filter((one) => one.buyers === buyers && one.contestant === contestant)
  const medians: Medians = {}
  const ratios: BenchResult['ratios'] = {}
  for (const buyers of sizesDone) {
    for (const contestant of ['ack', 'ours'] as const) {
      const middle = (pick: (one: Measurement) => number) =>
        rounded(median(of(buyers, contestant).map(pick)), 1)
      medians[`${contestant}, ${buyers} buyers`] = {
        lastAnswerMs: middle(({ lastAnswerMs }) => lastAnswerMs),
        medianMs: middle(({ medianMs }) => medianMs),
        held: middle(({ kinds }) => kinds.held ?? 0),
        soldOut: middle(({ kinds }) => kinds.sold_out ?? 0),
        toldToComeAgain: middle(({ repeated }) => repeated),
      }
    }
    const ceiling = of(buyers, 'ack')
    const shares = of(buyers, 'ours').map((one, round) => ceiling[round]!.lastAnswerMs / one.lastAnswerMs)
    ratios[`ackCeiling${buyers}`] = rounded(median(shares))
  }
  const isFlawless = rounds.every(({ faults }) => faults.length === 0)
  const chart = {
    title: `Until the last of a crowd for ${UNITS} units was answered`,
    unit: 'milliseconds, median of the rounds; less is better',
    bars: Object.entries(medians).map(([label, { lastAnswerMs = NaN }]) => ({
      label,
      value: Math.round(lastAnswerMs),
    })),
  }
  return { rounds, invariantsHold: broken.length === 0 && isFlawless, medians, ratios, chart }
}
