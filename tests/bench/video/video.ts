// Glass to glass: a clock is burned into each picture that a host's page films, and read back from the <video> of a viewer,
// by way of the shop as it runs in production: its studio's page, its converter, its packager, its room.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { build } from 'esbuild'
import setup from '#tests/e2e/setup.ts'
import { endSession, goOnAir, secretary, signIn } from '#tests/e2e/steps.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { findChromium } from '../../../scripts/chromium.mjs'
import { median, rounded, type Bench, type BenchResult } from '../bench.ts'
import { clockObs } from './clock-obs.ts'
import { ffmpegCost, recordedPicture, type FfmpegCost } from './ffmpeg-cost.ts'
import type { Watched } from './in-page.ts'

const WAYS = ['ll', 'plain', 'rtmp'] as const
type Way = (typeof WAYS)[number]
const COSTS = ['copy', 'low', 'sound'] as const
type Size = { rounds: number; watchSec: number; recordedSec: number; costRounds: number }
type Round = Record<Way, Watched>

/** Players come close to live within a few seconds of their first picture. */
const SETTLE_MS = 5_000
const FLAGS = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--autoplay-policy=no-user-gesture-required',
  ],
  ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
  '--disable-backgrounding-occluded-windows',
]

export const video: Bench = async ({ quick, say }) => {
  if (!ffmpegHere) throw new Error('There is no ffmpeg here: it is what is measured')
  const size: Size = quick
    ? { rounds: 1, watchSec: 4, recordedSec: 20, costRounds: 3 }
    : { rounds: 3, watchSec: 15, recordedSec: 60, costRounds: 7 }
  const costs = measureCosts(size, say)
  const closeShop = await setup()
  const executablePath = await findChromium()
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS })
  try {
    const stage = await openStage(browser)
    const rounds: Round[] = []
    for (let round = 1; round <= size.rounds; round++) {
      rounds.push(await measure(stage, size.watchSec))
      for (const way of WAYS) say(`round ${round}  ${way.padEnd(5)} ${lineOf(rounds.at(-1)![way])}`)
    }
    return summary(rounds, costs)
  } finally {
    await browser.close()
    await closeShop()
  }
}

function measureCosts({ recordedSec, costRounds }: Size, say: (line: string) => void): FfmpegCost[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-bench-video-'))
  try {
    const recorded = recordedPicture(recordedSec)
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
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

type Stage = { host: Page; context: BrowserContext }

async function openStage(browser: Browser): Promise<Stage> {
  const { outputFiles } = await build({
    ...{ entryPoints: ['tests/bench/video/in-page.ts'], bundle: true, write: false },
    ...{ format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'silent' },
  })
  const baseURL = process.env.E2E_ORIGIN!
  const context = await browser.newContext({
    baseURL,
    locale: 'zh-CN',
    viewport: { width: 800, height: 700 },
  })
  await context.addInitScript(outputFiles[0]!.text)
  const host = await context.newPage()
  await host.addInitScript(() => window.bench.filmClock())
  await signIn(host, secretary)
  return { host, context }
}

async function measure(stage: Stage, watchSec: number): Promise<Round> {
  return { ...(await measureCamera(stage, watchSec)), rtmp: await measureObs(stage, watchSec) }
}

async function measureCamera({ host, context }: Stage, watchSec: number): Promise<Omit<Round, 'rtmp'>> {
  const room = await goOnAir(host, '量一量摄像头')
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await host.getByText('画面已播出').waitFor()
  const viewer = await openRoom(context, room)
  const ll = await watched(viewer, watchSec)
  const list = await listOf(viewer)
  await viewer.close()
  const plain = await watchPlain(context, list, watchSec)
  await endSession(host)
  return { ll, plain }
}

/** In a session of its own: a player that has waited once keeps further away from live. */
async function measureObs({ host, context }: Stage, watchSec: number): Promise<Watched> {
  const room = await goOnAir(host, '量一量 OBS')
  await host.getByText('用 OBS 推流').click()
  await host.getByRole('button', { name: '生成串流密钥' }).click()
  const [server, key] = await Promise.all(
    ['rtmp://', 'live_'].map((text) => host.getByRole('code').filter({ hasText: text }).textContent()),
  )
  const stop = clockObs(`${server!.replace('localhost', '127.0.0.1')}/${key}`)
  try {
    const viewer = await openRoom(context, room)
    const rtmp = await watched(viewer, watchSec)
    await viewer.close()
    return rtmp
  } finally {
    await stop()
    await endSession(host)
  }
}

async function openRoom(context: BrowserContext, room: string): Promise<Page> {
  const viewer = await context.newPage()
  await viewer.goto(room)
  return viewer
}

async function watchPlain(context: BrowserContext, list: string, watchSec: number): Promise<Watched> {
  const viewer = await context.newPage()
  // A page of the shop's own origin, but for its rules about scripts.
  await viewer.route('**/plain-viewer', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<body></body>' }),
  )
  await viewer.goto('/plain-viewer')
  await viewer.evaluate((address) => window.bench.playPlain(address), list)
  const plain = await watched(viewer, watchSec)
  await viewer.close()
  return plain
}

async function watched(viewer: Page, watchSec: number): Promise<Watched> {
  await viewer.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.5)
  await viewer.waitForTimeout(SETTLE_MS)
  return viewer.evaluate((sec) => window.bench.watch(sec), watchSec)
}

/** @returns the plain list of what a room plays */
async function listOf(viewer: Page): Promise<string> {
  const piece = await viewer.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .findLast((name) => name.startsWith('/video/')),
  )
  if (!piece) throw new Error('The room has played nothing')
  return piece.replace(/^((?:\/[^/]+){3}).*$/, '$1/live.m3u8')
}

const percentile = (values: readonly number[], part: number) =>
  rounded(values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN)

function lineOf({ agesSec, unread, playedSec, elapsedSec }: Watched): string {
  const speed = rounded(playedSec / elapsedSec)
  return `p50 ${rounded(median(agesSec))} s  p95 ${percentile(agesSec, 0.95)} s  ${agesSec.length} pictures, ${unread} unread, speed ${speed}`
}

/** It went on playing, and nearly every picture could be read. */
const isSound = ({ agesSec, unread, playedSec, elapsedSec }: Watched) =>
  agesSec.length > 9 * unread && agesSec.length > 0 && playedSec / elapsedSec > 0.8

function summary(rounds: readonly Round[], costs: readonly FfmpegCost[]): BenchResult {
  const p50 = (way: Way) => rounded(median(rounds.map((round) => median(round[way].agesSec))))
  const p95 = (way: Way) => rounded(median(rounds.map((round) => percentile(round[way].agesSec, 0.95))))
  const cpu = (name: (typeof COSTS)[number], whose: 'ours' | 'plain') =>
    rounded(median(costs.map((cost) => cost[name][whose])), 3)
  const ratio = (name: (typeof COSTS)[number]) =>
    rounded(median(costs.map((cost) => cost[name].ours / cost[name].plain)))
  return {
    rounds: [
      ...rounds.map((round) => Object.fromEntries(WAYS.map((way) => [way, lineOf(round[way])]))),
      ...costs,
    ],
    invariantsHold: rounds.every((round) => WAYS.every((way) => isSound(round[way]))),
    medians: {
      ...{ llP50Seconds: p50('ll'), llP95Seconds: p95('ll') },
      ...{ plainP50Seconds: p50('plain'), plainP95Seconds: p95('plain') },
      ...{ rtmpP50Seconds: p50('rtmp'), rtmpP95Seconds: p95('rtmp') },
      ...{ ffmpegCpuSeconds: cpu('copy', 'ours'), plainFfmpegCpuSeconds: cpu('copy', 'plain') },
      ...{ lowCpuSeconds: cpu('low', 'ours'), plainLowCpuSeconds: cpu('low', 'plain') },
      ...{ soundCpuSeconds: cpu('sound', 'ours'), plainSoundCpuSeconds: cpu('sound', 'plain') },
    },
    ratios: {
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
