import { execFileSync } from 'node:child_process'
import { expect, test, type Page, type WebSocketRoute } from '@playwright/test'
import {
  anotherPhone,
  expectAccessible,
  expectPaid,
  giveAddress,
  goOnAir,
  goToPay,
  payByCard,
  queueSale,
  secretaries,
  signIn,
} from './steps.ts'

// One broadcast for all. The camera is Chromium's own: a dial that moves, and a beep each second.
test.describe.configure({ mode: 'serial' })
test.skip(({ viewport }) => viewport!.width > 360, 'once is enough')

let host: Page
let room: string
let viewers: Page[]
/** The host's network, as far as the picture goes: while it is cut, no line can be had. */
let network: { cut(): void; mend(): void }

const picture = (viewer: Page) => viewer.locator('video')
const framesOf = (viewer: Page) =>
  picture(viewer).evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
const isAway = (viewer: Page) => viewer.getByText('主播正在回来，请稍等')

async function expectMoving(viewer: Page): Promise<void> {
  const seen = await framesOf(viewer)
  await expect.poll(() => framesOf(viewer), { timeout: 20_000 }).toBeGreaterThan(seen + 10)
}

/** How far a viewer is behind the camera, s, by the clock that both share. */
const behindSec = (viewer: Page) =>
  picture(viewer).evaluate((video: HTMLVideoElement) => {
    const { buffered, currentTime } = video
    return buffered.length === 0 ? Infinity : buffered.end(buffered.length - 1) - currentTime
  })

/** The loudest that is heard within three seconds, of 128. */
const loudness = (viewer: Page) =>
  picture(viewer).evaluate(async (video: HTMLVideoElement) => {
    const sound = new AudioContext()
    await sound.resume()
    const analyser = sound.createAnalyser()
    sound.createMediaElementSource(video).connect(analyser)
    analyser.connect(sound.destination)
    const wave = new Uint8Array(analyser.fftSize)
    let loudest = 0
    for (const end = performance.now() + 3_000; performance.now() < end;) {
      analyser.getByteTimeDomainData(wave)
      loudest = Math.max(loudest, ...wave.map((value) => Math.abs(value - 128)))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return loudest
  })

async function cuttable(page: Page): Promise<typeof network> {
  const lines = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/live\/ingest/, (line) => {
    if (isCut) return void line.close({ code: 1012 })
    const shop = line.connectToServer()
    lines.add(line)
    shop.onClose(() => void line.close({ code: 1012 }))
    line.onClose(() => {
      lines.delete(line)
      void shop.close()
    })
  })
  return {
    cut() {
      isCut = true
      for (const line of lines) void line.close({ code: 1012 })
    },
    mend: () => (isCut = false),
  }
}

test.beforeAll(async ({ browser }) => {
  host = await anotherPhone(browser)
  network = await cuttable(host)
  await signIn(host, secretaries.desktop!)
  room = await goOnAir(host, '看得见的直播')
  viewers = await Promise.all([anotherPhone(browser), anotherPhone(browser)])
})
test.afterAll(async () => {
  for (const page of [host, ...viewers]) await page.context().close()
})

test('the host turns the camera on; two viewers see it move and hear it, and one buys', async () => {
  await Promise.all(viewers.map((viewer) => viewer.goto(room)))
  await expect(picture(viewers[0]!)).toHaveCount(0)
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expect(host.getByText('画面已播出')).toBeVisible()
  for (const viewer of viewers) await expectMoving(viewer)
  await expectAccessible(host)
  await expectAccessible(viewers[0]!)

  await viewers[0]!.getByRole('button', { name: '打开声音' }).click()
  expect(await loudness(viewers[0]!)).toBeGreaterThan(8)

  // The desk goes on beside the camera: another page of the studio would turn it off.
})
