import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, endSession, expectAccessible, goOnAir, secretary, signIn } from './steps.ts'

// A viewer whose line carries lists and sound, and no picture.
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

let host: Page
let viewer: Page
let line: { isThin: boolean }

const picture = () => viewer.locator('video')
const heightOf = () => picture().evaluate((video: HTMLVideoElement) => video.videoHeight)
const heard = () =>
  picture().evaluate(
    (video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }) =>
      video.webkitAudioDecodedByteCount ?? 0,
  )
const framesOf = () =>
  picture().evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
async function expectMoving() {
  const seen = await framesOf()
  await expect.poll(framesOf, { timeout: 20_000 }).toBeGreaterThan(seen + 10)
}

/** How long the picture has not moved, s, since this was asked first. */
const stoodForSec = () =>
  picture().evaluate((video: HTMLVideoElement) => {
    const now = performance.now()
    if (video.readyState >= video.HAVE_FUTURE_DATA) delete video.dataset.stoodSince
    else video.dataset.stoodSince ??= String(now)
    return (now - Number(video.dataset.stoodSince ?? now)) / 1_000
  })

/** What it can't carry never comes. */
async function thinLine(page: Page): Promise<typeof line> {
  const state = { isThin: false }
  await page.route(/\/video\/[^/]+\/[^/]+\/(low\/)?s\d+(\.\d+)?\.m4s/, (route) =>
    state.isThin ? undefined : route.continue(),
  )
  return state
}

test.beforeAll(async ({ browser }) => {
  for (const left of browser.contexts()) await left.close()
  host = await anotherPhone(browser)
  viewer = await anotherPhone(browser)
  line = await thinLine(viewer)
  await signIn(host, secretary)
  await viewer.goto(await goOnAir(host, '信号弱也听得见'))
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expectMovingSoon()
})
test.afterAll(async () => {
  await endSession(host)
  for (const page of [host, viewer]) await page.context().close()
})
async function expectMovingSoon() {
  await expect(picture()).toHaveCount(1)
  await expectMoving()
}

test('a picture that the line does not carry gives way to its sound, and comes back when it is wanted', async () => {
  line.isThin = true
  await expect(viewer.getByText('网络不稳，先听声音')).toBeVisible({ timeout: 40_000 })
  const bytes = await heard()
  await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(bytes + 20_000)
  expect(await heightOf()).toBe(0)
  await expectAccessible(viewer)

  line.isThin = false
  await viewer.getByRole('button', { name: '恢复画面' }).click()
  await expect(viewer.getByText('网络不稳，先听声音')).toBeHidden()
  await expectMoving()
})

test('who asked for the picture keeps it, whatever the line does', async () => {
  line.isThin = true
  // A picture that nobody asked for is given up after ten seconds.
  await expect.poll(stoodForSec, { timeout: 40_000 }).toBeGreaterThan(12)
  await expect(viewer.getByText('网络不稳，先听声音')).toBeHidden()
  line.isThin = false
  await expectMoving()
})
