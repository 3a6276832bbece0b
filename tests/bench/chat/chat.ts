// A room in which fifty lines are said a second: are all kept, does everybody hear each once and in one order, how late,
// and what does it cost the node to tell one viewer of one line. Beside it the chat that one writes first.
import type { ChildProcess } from 'node:child_process'
import type { Db } from '#server/platform/db.ts'
import { anOrganisation, aVillage } from '#tests/make/registry.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { median, mediansOf, rounded, type Bench, type BenchResult } from '../bench.ts'
import { openPlace } from '../place.ts'
import { cpuMeter } from '../proc.ts'
import { answered, ended, heard, launch } from '../programs.ts'
import { openShop, type RunningShop } from '../rush/shop.ts'
import {
  CONTESTANTS,
  type Contestant,
  type CrowdHeard,
  type CrowdOrder,
  type StockReady,
} from './contract.ts'

const PER_SECOND = 50
const WARM_SEC = 2
const sizes = {
  quick: { viewers: 200, speakers: 50, talkSec: 5, rounds: 1 },
  full: { viewers: 1_000, speakers: 100, talkSec: 20, rounds: 3 },
}
const COOPERATIVE = { nameZh: '义由蜜蜂专业合作社', nameEn: 'Yiyou Bee Cooperative' }
type Size = (typeof sizes)['full']
type Measurement = CrowdHeard & {
  contestant: Contestant
  round: number
  /** share of what each viewer was to hear */
  delivered: number
  /** of the server, for one viewer and line */
  cpuMicrosEach: number
  /** lines in the database more than before; null: it keeps none */
  kept: number | null
}
type Ground = {
  place: Awaited<ReturnType<typeof openPlace>>
  liveSessionId: string
  shop: RunningShop
  stock: { port: number; pid: number }
}

export const chat: Bench = async ({ quick, say }) => {
  const size = sizes[quick ? 'quick' : 'full']
  const place = await openPlace()
  const children: ChildProcess[] = []
  let shop: RunningShop | null = null
  try {
    const liveSession = await aRoom(place.database.db)
    shop = await openShop({ databaseUrl: place.url, nodes: 1 })
    const server = await launch('chat/stock', { children })
    const stock = { port: (await heard<StockReady>(server)).port, pid: server.pid! }
    const ground = { place, liveSessionId: liveSession.id, shop, stock }
    const rounds: Measurement[] = []
    for (let round = 1; round <= size.rounds; round++)
      for (const contestant of CONTESTANTS) {
        const crowd = await launch('chat/crowd', { children })
        const one = await measure(ground, { contestant, size, crowd })
        await ended([crowd])
        rounds.push({ ...one, round })
        say(lineOf({ ...one, round }))
      }
    return summary(rounds, size)
  } finally {
    await ended(children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null))
    await shop?.close()
    await place.close()
  }
}

/** A village on the air that has nothing for sale yet. */
async function aRoom(db: Db) {
  const { id: villageId } = await aVillage(db)
  await anOrganisation(db, { ...{ kind: 'cooperative', bookCode: 'coop-chat', villageId }, ...COOPERATIVE })
  return aLiveSession(db, { villageId })
}

async function measure(
  { place, liveSessionId, shop, stock }: Ground,
  { contestant, size, crowd }: { contestant: Contestant; size: Size; crowd: ChildProcess },
): Promise<Omit<Measurement, 'round'>> {
  const { viewers, speakers, talkSec } = size
  const node = shop.nodes[0]!
  const { port, pid } = contestant === 'ours' ? { port: node.port, pid: node.pid() } : stock
  const ask = <Answer>(order: CrowdOrder) => answered<Answer>(crowd, order)
  await ask({
    seat: { port, secret: shop.secret, liveSessionId, viewers, speakers, perSecond: PER_SECOND },
  })
  await ask({ talkSec: WARM_SEC })
  const lines = async () => {
    const [counted] = await place.database.db.$queryRaw<{ lines: number }[]>`
      select count(*)::int as lines from live_chat_line where live_session_id = ${liveSessionId}`
    return counted!.lines
  }
  const keptBefore = await lines()
  const cpu = cpuMeter(pid)
  const before = cpu()
  const told = await ask<CrowdHeard>({ talkSec })
  const cpuSec = cpu() - before
  const kept = contestant === 'ours' ? (await lines()) - keptBefore : null
  await ask('leave')
  const ideal = told.said * viewers
  return {
    ...{ contestant, ...told, kept },
    ...{ delivered: told.heard / ideal, cpuMicrosEach: (cpuSec * 1e6) / ideal },
  }
}

function lineOf(one: Measurement): string {
  const { contestant, round, delivered, cpuMicrosEach, p50Ms, p99Ms, answerP99Ms, accepted, said, refused } =
    one
  return [
    `round ${round}  ${contestant.padEnd(5)}`,
    `${accepted} of ${said} said`,
    `${(delivered * 100).toFixed(1)} % heard`,
    `${cpuMicrosEach.toFixed(2)} µs each`,
    `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`,
    `answered p99 ${answerP99Ms.toFixed(0)} ms`,
    ...Object.entries(refused).map(([kind, count]) => `${kind} ${count}`),
  ].join('  ')
}

/** Every line was taken, kept, and heard once by each in one order. */
const isWhole = ({ said, accepted, kept, delivered, twice, disordered }: Measurement) =>
  accepted === said && kept === said && delivered === 1 && twice === 0 && disordered === 0

function summary(rounds: readonly Measurement[], { viewers }: Size): BenchResult {
  const of = (contestant: Contestant) => rounds.filter((one) => one.contestant === contestant)
  const stockCpu = median(
    of('ours').map((ours, index) => of('stock')[index]!.cpuMicrosEach / ours.cpuMicrosEach),
  )
  const names = { stock: `socket.io as it comes × ${viewers}`, ours: `ours × ${viewers}` }
  const medians = mediansOf(rounds, names, ['cpuMicrosEach', 'p50Ms', 'p99Ms', 'answerP99Ms', 'delivered'])
  return {
    rounds,
    invariantsHold: of('ours').every(isWhole),
    medians,
    ratios: { stockCpu: rounded(stockCpu) },
    chart: {
      title: `${PER_SECOND} lines a second to ${viewers} viewers`,
      unit: 'CPU of the server per viewer and line, in ns, median; less is better',
      bars: Object.entries(medians).map(([label, { cpuMicrosEach }]) => ({
        label,
        value: Math.round(cpuMicrosEach * 1_000),
      })),
    },
  }
}
