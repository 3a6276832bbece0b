// Glass to glass: a clock is burned into each picture that a host's page films, and read back from the <video> of a
// viewer, by way of the shop as it runs in production: its studio's page, its converter, its packager, its room.
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { endSession, goOnAir, secretary, signIn } from '#tests/e2e/steps.ts'
import { findChromium } from '../../../scripts/chromium.mjs'
import { clockObs } from './clock-obs.ts'
import type { Watched } from './in-page.ts'

/** a player in the room, one of the plain list, and the room's again when OBS sends */
export const PATHS = ['ll', 'plain', 'rtmp'] as const
export type Latencies = Record<(typeof PATHS)[number], Watched>

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

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium()
  return chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS })
}

export type Stage = { host: Page; context: BrowserContext }

export async function openStage(browser: Browser): Promise<Stage> {
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

export async function measureLatencies(stage: Stage, watchSec: number): Promise<Latencies> {
  return { ...(await measureCamera(stage, watchSec)), rtmp: await measureObs(stage, watchSec) }
}

async function measureCamera({ host, context }: Stage, watchSec: number): Promise<Omit<Latencies, 'rtmp'>> {
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

export async function openRoom(context: BrowserContext, room: string): Promise<Page> {
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

export async function settled(viewer: Page): Promise<void> {
  await viewer.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.5)
  await viewer.waitForTimeout(SETTLE_MS)
}

async function watched(viewer: Page, watchSec: number): Promise<Watched> {
  await settled(viewer)
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
