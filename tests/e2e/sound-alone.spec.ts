import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, endSession, expectAccessible, goOnAir, secretary, signIn } from './steps.ts'

// A host whose camera is refused at first. The microphone is Chromium's own: a beep each second.
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

const SAID = '听得很清楚'

let host: Page
let viewer: Page
let room: string

type Video = HTMLVideoElement & { webkitAudioDecodedByteCount?: number }
const picture = () => viewer.locator('video')
const seconds = () => picture().evaluate((video: Video) => video.currentTime)
const heard = () => picture().evaluate((video: Video) => video.webkitAudioDecodedByteCount ?? 0)
/** What a viewer sees of the broadcast itself: the cover is behind it. */
const shown = () => picture().evaluate((video: Video) => Number(getComputedStyle(video).opacity))

async function expectHeard() {
  const [second, bytes] = [await seconds(), await heard()]
  await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThan(second + 2)
  await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(bytes + 20_000)
}

/** A headless Chromium grants its own camera or has none at all: nobody can refuse it, and allow it later, as people do. */
const refuseCamera = (page: Page) =>
  page.addInitScript(() => {
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    Object.assign(window, { isCameraRefused: true })
    devices.getUserMedia = (wanted) =>
      wanted?.video && (window as Allowing).isCameraRefused
        ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : ask(wanted)
  })
type Allowing = Window & { isCameraRefused?: boolean }

test.beforeAll(async ({ browser }) => {
  for (const left of browser.contexts()) await left.close()
  host = await anotherPhone(browser)
  viewer = await anotherPhone(browser)
  await refuseCamera(host)
  await signIn(host, secretary)
  room = await goOnAir(host, '只听得见的直播')
})
test.afterAll(async () => {
  for (const page of [host, viewer]) await page.context().close()
})

test('the checks before a show say that without a camera sound alone will do', async () => {
  await host.goto(`/studio/sessions/${room.split('/').at(-1)}/preflight`)
  await host.getByRole('button', { name: '开始检查' }).click()
  for (const found of ['用不了摄像头，可以只用声音开播', '听得见', '没有画面，不用看光线'])
    await expect(host.getByText(found)).toBeVisible({ timeout: 15_000 })
  await expectAccessible(host)
  await host.getByRole('link', { name: '回直播台' }).click()
})

test('a host without a camera goes on air with sound alone; viewers hear it, and see the cover', async () => {
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expect(host.getByRole('alert')).toContainText('没有得到摄像头和麦克风的许可')
  await expect(host.getByRole('alert')).toContainText('也可以先只用声音开播')
  await host.getByRole('button', { name: '只用声音开播' }).click()
  await expect(host.getByText('声音已播出')).toBeVisible()
  await expectAccessible(host)

  await viewer.goto(room)
  await expect(viewer.getByText('主播现在只传声音')).toBeVisible()
  await expectHeard()
  await expect.poll(shown).toBe(0)
  await expectAccessible(viewer)
  // Nothing of it becomes the session's picture.
  expect(await picture().getAttribute('poster')).toBeNull()
})

test('the picture is refused again, and the sound goes on', async () => {
  await viewer.getByLabel('说点什么').fill(SAID)
  await viewer.getByRole('button', { name: '发送' }).click()
  await expect(viewer.getByRole('log').getByText(SAID)).toBeVisible()
  await host.getByRole('button', { name: '恢复画面' }).click()
  await expect(host.getByRole('alert')).toContainText('画面暂时开不了，声音照常播出')
  await expectHeard()
})

test('with a camera the picture comes, and goes again, in the same broadcast', async () => {
  await host.evaluate(() => ((window as Allowing).isCameraRefused = false))
  await host.getByRole('button', { name: '恢复画面' }).click()
  await expect(host.getByText('画面已播出')).toBeVisible()
  await expect(viewer.getByText('主播现在只传声音')).toBeHidden()
  await expect.poll(shown, { timeout: 20_000 }).toBe(1)
  await expectHeard()
  await host.getByRole('button', { name: '只传声音' }).click()
  await expect(viewer.getByText('主播现在只传声音')).toBeVisible()
  // The camera is put away: nothing of the host's page looks any more.
  await expect(host.getByLabel('您的画面')).toHaveCount(0)
  await expectHeard()
})

test('all of it can be watched again, with what was said over it at its time', async () => {
  await endSession(host)
  await viewer.goto(room)
  await viewer.getByRole('button', { name: /看回放/ }).click()
  const stage = viewer.getByRole('region', { name: '直播间' })
  const said = stage.getByText(SAID)
  await expect(said).toHaveCount(0)
  await expectHeard()
  await expectAccessible(viewer)
  const saidOnce = viewer.getByRole('region', { name: '当时的聊天' }).getByText(SAID)
  await expect(saidOnce).toBeVisible({ timeout: 30_000 })
  await expect(said).toBeInViewport()
  await stage.getByRole('button', { name: '画面上看聊天' }).click()
  await expect(said).toHaveCount(0)
  await expect(saidOnce).toBeVisible()
  await stage.getByRole('button', { name: '画面上看聊天' }).click()
  await expect(said).toBeVisible()
  // To the end of what was filmed, over each change.
  await picture().evaluate((video: Video) => (video.currentTime = video.duration - 4))
  const left = () => picture().evaluate((video: Video) => video.duration - video.currentTime)
  await expect.poll(left, { timeout: 30_000 }).toBeLessThan(0.5)
})
