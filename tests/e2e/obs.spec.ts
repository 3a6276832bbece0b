import type { ChildProcess } from 'node:child_process'
import { expect, test, type Page } from '@playwright/test'
import { anObs, ffmpegHere } from '#tests/make/obs.ts'
import {
  anotherPerson,
  anotherPhone,
  endSession,
  expectAccessible,
  goOnAir,
  secretary,
  signIn,
} from './steps.ts'

test.skip(ffmpegHere === null, 'There is no ffmpeg on this machine: it reads what OBS sends, and plays it')
test.setTimeout(120_000)

const operator = '13900000038'
let obs: ChildProcess | null = null
test.afterEach(() => obs?.kill('SIGKILL'))

async function expectMoving(viewer: Page): Promise<void> {
  const frames = () =>
    viewer
      .locator('video')
      .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(0)
  const seen = await frames()
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(seen + 10)
}

test('a host makes a stream key and sends with OBS; the room sees it, until the session ends', async ({
  page: host,
  browser,
}) => {
  await signIn(host, secretary)
  const room = await goOnAir(host, '用 OBS 的直播')
  await host.getByText('用 OBS 推流').click()
  const server = await host.getByRole('code').filter({ hasText: 'rtmp://' }).textContent()
  await host.getByRole('button', { name: '生成串流密钥' }).click()
  await expect(host.getByText('密钥只显示这一次')).toBeVisible()
  const key = await host.getByRole('code').filter({ hasText: 'live_' }).textContent()
  await expectAccessible(host)

  const streaming = anObs(`${server!.replace('localhost', '127.0.0.1')}/${key}`)
  obs = streaming.child
  const viewer = await anotherPhone(browser)
  await viewer.goto(room)
  await expectMoving(viewer)
  await viewer.goto('/live')
  const card = viewer.locator(`a[href="${room}"] img`)
  await expect.poll(() => card.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480)

  await host.getByRole('button', { name: '让 OBS 接管画面' }).click()
  await expect(host.getByText('两分钟内 OBS 连上，画面就换成它')).toBeVisible()

  await endSession(host)
  await streaming.said
  await viewer.context().close()

  await host.goto(`/studio/sessions/${room.split('/').at(-1)}/report`)
  const film = await host.getByRole('link', { name: '下载 MP4：整场录像' }).getAttribute('href')
  const downloaded = await host.request.get(film!)
  expect(downloaded.headers()['content-type']).toBe('video/mp4')
  expect((await downloaded.body()).indexOf('moov')).toBeGreaterThan(0)

  const staff = await anotherPerson(browser, operator, host)
  await staff.goto('/platform/recordings')
  await staff.getByRole('link', { name: '用 OBS 的直播' }).click()
  await expect(staff.getByRole('img').first()).toBeVisible()
  await staff.getByLabel('原因').fill('协查 12 号')
  await staff.getByRole('button', { name: '留存这段录像' }).click()
  await expect(staff.getByText('留存 · 协查 12 号')).toBeVisible()
  await expect(staff.getByRole('button', { name: '解除留存' })).toBeVisible()
  await expectAccessible(staff)
  await staff.context().close()
})

test('without scripts a page of its own makes the key', async ({ browser, page: host }) => {
  await signIn(host, secretary)
  const room = await goOnAir(host, '没有脚本的直播')
  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await signIn(plain, secretary)
  await plain.goto(`/studio/sessions/${room.split('/').at(-1)}/obs`)
  await plain.getByRole('button', { name: '生成串流密钥' }).click()
  await expect(plain.getByText(/^live_.+\.[0-9a-f]{32}$/)).toBeVisible()
  await plain.getByRole('button', { name: '让 OBS 接管画面' }).click()
  await plain.context().close()
  await host.goto('/studio')
  await endSession(host)
})
