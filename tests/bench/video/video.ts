// A picture from the camera to a viewer: how late it is there, what its converter takes beside a plain ffmpeg, and what
// it costs to serve it beside a bare node:http.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import setup from '#tests/e2e/setup.ts'
import { endSession } from '#tests/e2e/steps.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { median, rounded, type Bench, type BenchResult } from '../bench.ts'
import { WAYS, type Way } from './contract.ts'
import { FILM_BITS_PER_SECOND, ffmpegCost, recordedPicture, type FfmpegCost } from './ffmpeg-cost.ts'
import {
  measureLatencies,
  openBrowser,
  openStage,
  PATHS,
  type Latencies,
  type Stage,
} from './glass-to-glass.ts'
import type { Watched } from './in-page.ts'
import { showFilm } from './on-air.ts'
import { measureSetbacks, type Setbacks } from './setbacks.ts'
import { serveCost, type ServeCost, type Served, type ServeSize } from './serve-cost.ts'

const COSTS = ['copy', 'low', 'sound'] as const
type Size = {
  rounds: number
  watchSec: number
  recordedSec: number
  costRounds: number
  serveRounds: number
  serve: ServeSize
}
type Found = { latencies: Latencies[]; setbacks: Setbacks[]; costs: FfmpegCost[]; served: ServeCost[] }
type Path = (typeof PATHS)[number]
type Say = (line: string) => void

const QUICK: Size = {
  ...{ rounds: 1, watchSec: 4, recordedSec: 15, costRounds: 1, serveRounds: 1 },
  serve: { sec: 3, viewers: { ll: 60, plain: 150 } },
}
const FULL: Size = {
  ...{ rounds: 3, watchSec: 15, recordedSec: 60, costRounds: 7, serveRounds: 3 },
  serve: { sec: 10, viewers: { ll: 120, plain: 300 } },
}

export const video: Bench = async ({ quick, say }) => {
  if (!ffmpegHere) throw new Error('There is no ffmpeg here: it is what is measured')
  const size = quick ? QUICK : FULL
  const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-bench-video-'))
  const film = path.join(dir, 'film.mkv')
  const recorded = recordedPicture(size.recordedSec)
  writeFileSync(film, recorded)
  const costs = measureCosts({ recorded, dir, size }, say)
  const closeShop = await setup()
  const browser = await openBrowser()
  try {
    const stage = await openStage(browser)
    const latencies: Latencies[] = []
    const setbacks: Setbacks[] = []
    for (let round = 1; round <= size.rounds; round++) {
      const one = await measureLatencies(stage, size.watchSec)
      latencies.push(one)
      for (const way of PATHS) say(`round ${round}  ${way.padEnd(5)} ${lineOf(one[way])}`)
      const back = await measureSetbacks(stage)
      setbacks.push(back)
      say(`round ${round}  ${setbackLine(back)}`)
    }
    const served = await measureServing({ stage, film, size }, say)
    return summary({ latencies, setbacks, costs, served }, size)
  } finally {
    await browser.close()
    await closeShop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function measureCosts({ recorded, dir, size }: { recorded: Buffer; dir: string; size: Size }, say: Say) {
  const { recordedSec, costRounds } = size
  return Array.from({ length: costRounds }, (_, round) => {
    const cost = ffmpegCost(recorded, dir)
    for (const name of COSTS) {
      const [ours, plain] = [cost[name].ours, cost[name].plain].map((sec) => rounded(sec, 3))
      say(
        `round ${round + 1}  ${name.padEnd(5)} ours ${ours} s, plain ${plain} s of CPU for ${recordedSec} s`,
      )
    }
    return cost
  })
}

async function measureServing(
  { stage: { host }, film, size }: { stage: Stage; film: string; size: Size },
  say: Say,
): Promise<ServeCost[]> {
  const onAir = await showFilm(host, '量一量有多少人看', { file: film, bitsPerSecond: FILM_BITS_PER_SECOND })
  try {
    const served: ServeCost[] = []
    for (let round = 1; round <= size.serveRounds; round++) {
      const one = await serveCost(await onAir.base(), size.serve)
      served.push(one)
      for (const way of WAYS) say(`round ${round}  serve ${way.padEnd(5)} ${servedLine(one[way])}`)
    }
    return served
  } finally {
    onAir.stop()
    await endSession(host)
  }
}

const percent = (share: number) => `${rounded(share * 100, 3)} %`

function servedLine({ viewers, ours, bare, asked, failed }: Served): string {
  return `${viewers} viewers, ${percent(ours)} of a core each, bare node:http ${percent(bare)}, ${asked} answers, ${failed} failed`
}

const percentile = (values: readonly number[], part: number) =>
  rounded(values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN)

function lineOf({ agesSec, unread, playedSec, elapsedSec }: Watched): string {
  const speed = rounded(playedSec / elapsedSec)
  return `p50 ${rounded(median(agesSec))} s  p95 ${percentile(agesSec, 0.95)} s  ${agesSec.length} pictures, ${unread} unread, speed ${speed}`
}

function setbackLine({ usualSec, lineBackSec, killBackSec, killStoodSec }: Setbacks): string {
  const shown = (sec: number | null) => (sec === null ? 'never' : `${rounded(sec)} s`)
  return `near live ${shown(lineBackSec)} after the line came back; after a kill a new picture in ${shown(killBackSec)}, one stood ${shown(killStoodSec)}; usual age ${shown(usualSec)}`
}

/** It went on playing, and nearly every picture could be read. */
const isSound = ({ agesSec, unread, playedSec, elapsedSec }: Watched) =>
  agesSec.length > 9 * unread && agesSec.length > 0 && playedSec / elapsedSec > 0.8

/** All of the picture reached each viewer, in whole or nearly: LL-HLS in quarters of a second, plain in whole ones. */
const hasServedAll = ({ pieces, failed, viewers }: Served, piecesOfEach: number) =>
  failed === 0 && pieces > 0.9 * piecesOfEach * viewers

function summary({ latencies, setbacks, costs, served }: Found, { serve }: Size): BenchResult {
  const p50 = (way: Path) => rounded(median(latencies.map((round) => median(round[way].agesSec))))
  const p95 = (way: Path) => rounded(median(latencies.map((round) => percentile(round[way].agesSec, 0.95))))
  const cpu = (name: (typeof COSTS)[number], whose: 'ours' | 'plain') =>
    rounded(median(costs.map((cost) => cost[name][whose])), 3)
  const ratio = (name: (typeof COSTS)[number]) =>
    rounded(median(costs.map((cost) => cost[name].ours / cost[name].plain)))
  const setback = (name: keyof Setbacks) => rounded(median(setbacks.map((one) => one[name] ?? NaN)))
  const viewers = (way: Way, whose: 'ours' | 'bare') =>
    Math.round(1 / median(served.map((one) => one[way][whose])))
  const serving = (way: Way) => rounded(median(served.map((one) => one[way].ours / one[way].bare)))
  return {
    rounds: [
      ...latencies.map((round) => Object.fromEntries(PATHS.map((way) => [way, lineOf(round[way])]))),
      ...setbacks,
      ...costs,
      ...served,
    ],
    invariantsHold:
      latencies.every((round) => PATHS.every((way) => isSound(round[way]))) &&
      setbacks.every(({ lineBackSec, killBackSec }) => lineBackSec !== null && killBackSec !== null) &&
      served.every(({ ll, plain }) => hasServedAll(ll, 4 * serve.sec) && hasServedAll(plain, serve.sec)),
    medians: {
      ...{ llP50Seconds: p50('ll'), llP95Seconds: p95('ll') },
      ...{ plainP50Seconds: p50('plain'), plainP95Seconds: p95('plain') },
      ...{ rtmpP50Seconds: p50('rtmp'), rtmpP95Seconds: p95('rtmp') },
      ...{ lineBackSeconds: setback('lineBackSec'), killBackSeconds: setback('killBackSec') },
      killStoodSeconds: setback('killStoodSec'),
      ...{ ffmpegCpuSeconds: cpu('copy', 'ours'), plainFfmpegCpuSeconds: cpu('copy', 'plain') },
      ...{ lowCpuSeconds: cpu('low', 'ours'), plainLowCpuSeconds: cpu('low', 'plain') },
      ...{ soundCpuSeconds: cpu('sound', 'ours'), plainSoundCpuSeconds: cpu('sound', 'plain') },
      ...{ viewersPerCoreLl: viewers('ll', 'ours'), bareViewersPerCoreLl: viewers('ll', 'bare') },
      ...{ viewersPerCorePlain: viewers('plain', 'ours'), bareViewersPerCorePlain: viewers('plain', 'bare') },
    },
    ratios: {
      ...{ llServeCost: serving('ll'), plainServeCost: serving('plain') },
      ...{ ffmpegCost: ratio('copy'), lowCost: ratio('low'), soundCost: ratio('sound') },
    },
    chart: {
      title: 'From the camera to a viewer',
      unit: 'seconds, median; less is better',
      bars: [
        { label: 'room, LL-HLS', value: p50('ll') },
        { label: 'plain HLS, hls.js', value: p50('plain') },
        { label: 'OBS, LL-HLS', value: p50('rtmp') },
      ],
    },
  }
}
