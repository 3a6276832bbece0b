// News to a full room, five times a second, as a sale's stock moves: what it costs the server to tell one viewer.
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, mediansOf, rounded, type Bench, type BenchResult } from '../bench.ts'
import { ended, heard, launch } from '../programs.ts'
import {
  CONTESTANTS,
  type Contestant,
  type CrowdHeard,
  type ServerReady,
  type ServerTold,
} from './contract.ts'

const EVERY_MS = 200
/** What is under way when the last news was told. */
const SETTLE_MS = 1_000

type Size = { viewers: number; rounds: number; times: number }
type Measurement = {
  round: number
  contestant: Contestant
  viewers: number
  /** share of what was told that was heard */
  delivered: number
  cpuMicrosEach: number
  p50Ms: number
  p99Ms: number
}

async function measure(
  { server, crowd }: { server: ChildProcess; crowd: ChildProcess },
  { contestant, port, viewers, times }: { contestant: Contestant; port: number } & Omit<Size, 'rounds'>,
): Promise<Omit<Measurement, 'round'>> {
  crowd.send({ port, contestant, viewers })
  await heard<'seated'>(crowd)
  // A first telling warms the paths that the others take.
  server.send({ tell: contestant, times: 3, everyMs: EVERY_MS })
  await heard<ServerTold>(server)
  await sleep(SETTLE_MS)
  crowd.send('begin')
  await heard<'listening'>(crowd)
  server.send({ tell: contestant, times, everyMs: EVERY_MS })
  const told = await heard<ServerTold>(server)
  await sleep(SETTLE_MS)
  crowd.send('leave')
  const { received, p50Ms, p99Ms } = await heard<CrowdHeard>(crowd)
  const ideal = times * viewers
  return {
    contestant,
    viewers: told.viewers,
    delivered: received / ideal,
    cpuMicrosEach: told.cpuMicros / ideal,
    p50Ms,
    p99Ms,
  }
}

export const room: Bench = async ({ quick, say }) => {
  const size: Size = quick
    ? { viewers: 2_000, rounds: 2, times: 15 }
    : { viewers: 10_000, rounds: 3, times: 40 }
  const children: ChildProcess[] = []
  const rounds: Measurement[] = []
  try {
    const server = await launch('room/server', { children })
    const { ports } = await heard<ServerReady>(server)
    for (let round = 1; round <= size.rounds; round++)
      for (const contestant of CONTESTANTS) {
        const crowd = await launch('room/crowd', { children })
        await heard<'ready'>(crowd)
        const one = await measure({ server, crowd }, { ...size, contestant, port: ports[contestant] })
        await ended([crowd])
        rounds.push({ round, ...one })
        say(
          `round ${round}  ${contestant.padEnd(6)} ${(one.delivered * 100).toFixed(1)} % heard  ` +
            `${one.cpuMicrosEach.toFixed(2)} µs each  p50 ${one.p50Ms.toFixed(1)} ms  p99 ${one.p99Ms.toFixed(1)} ms`,
        )
      }
    return summary(rounds, size.viewers)
  } finally {
    await ended(children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null))
  }
}

function summary(rounds: readonly Measurement[], viewers: number): BenchResult {
  const of = (contestant: Contestant) => rounds.filter((one) => one.contestant === contestant)
  const paired = (contestant: Contestant, ratio: (ours: Measurement, theirs: Measurement) => number) =>
    rounded(median(of('ours').map((ours, index) => ratio(ours, of(contestant)[index]!))))
  const named = (name: string) => `${name} × ${viewers}`
  const names = {
    ws: named('bare ws, one prebuilt frame'),
    ours: named('ours'),
    stock: named('socket.io as it comes'),
  }
  const medians = mediansOf(rounds, names, ['cpuMicrosEach', 'p50Ms', 'p99Ms', 'delivered'])
  return {
    rounds,
    invariantsHold: of('ours').every(({ delivered }) => delivered >= 0.99),
    medians,
    ratios: {
      rawWs: paired('ws', (ours, ws) => ws.cpuMicrosEach / ours.cpuMicrosEach),
      rawWsP99Cost: paired('ws', (ours, ws) => ours.p99Ms / ws.p99Ms),
      stockCpu: paired('stock', (ours, stock) => stock.cpuMicrosEach / ours.cpuMicrosEach),
    },
    chart: {
      title: `Telling ${viewers} viewers of a sale five times a second`,
      unit: 'CPU of the server per viewer told, in ns, median; less is better',
      bars: Object.entries(medians).map(([label, { cpuMicrosEach }]) => ({
        label,
        value: Math.round(cpuMicrosEach * 1_000),
      })),
    },
  }
}
