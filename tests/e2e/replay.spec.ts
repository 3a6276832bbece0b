import type { ChildProcess } from 'node:child_process'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { anObs, ffmpegHere } from '#tests/make/obs.ts'
import { anotherPhone, endSession, expectAccessible, goOnAir, queueSale, secretary, signIn } from './steps.ts'

// One session for all, sent by OBS in two runs, with two products: the second is put on sale in the second run.
test.skip(
  ffmpegHere === null,
  'There is no ffmpeg on this machine: it draws the pictures, and joins the films',
)
test.describe.configure({ mode: 'serial' })
test.setTimeout(300_000)

let host: Page
let room: string
let liveSessionId: string
let obs: ChildProcess | null = null

const picture = (viewer: Page) => viewer.locator('video')
const secondOf = (viewer: Page) => picture(viewer).evaluate((video: HTMLVideoElement) => video.currentTime)

/** Of what has its time written on it, as players show it. */
async function secondsIn(shown: Locator): Promise<number[]> {
  const texts = await shown.allInnerTexts()
  return texts.map((text) => {
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text) ?? []
    return Number(minutes) * 60 + Number(seconds)
  })
}

/** What has been recorded by now. */
async function recorded(): Promise<{ runs: number; seconds: number }> {
  const answer = await host.request.get(`/live/${liveSessionId}/picture.json`)
  const { base } = (await answer.json()) as { base?: string }
  const list = base ? await (await host.request.get(`${base}/recording.m3u8`)).text() : ''
  const durations = [...list.matchAll(/#EXTINF:([\d.]+)/g)].map(([, sec]) => Number(sec))
  const runs = list.match(/#EXT-X-MAP/g)?.length ?? 0
  return { runs, seconds: durations.reduce((sum, sec) => sum + sec, 0) }
}
const hasSeconds = (least: number) =>
  expect.poll(async () => (await recorded()).seconds, { timeout: 120_000 }).toBeGreaterThan(least)

/** Chapters begin where their products are put on sale. */
async function openNext(): Promise<void> {
  const running = host.getByRole('button', { name: '暂停' })
  const before = await running.count()
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(running).toHaveCount(before + 1)
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  host = await anotherPhone(browser)
  await signIn(host, secretary)
  room = await goOnAir(host, '有章节的直播')
  liveSessionId = room.split('/').at(-1)!
  for (const variant of [0, 5])
    await queueSale(host, { priceYuan: '19.90', total: '3', perBuyerLimit: '1', variant })
  await host.getByText('用 OBS 推流').click()
  const server = await host.getByRole('code').filter({ hasText: 'rtmp://' }).textContent()
  await host.getByRole('button', { name: '生成串流密钥' }).click()
  const key = await host.getByRole('code').filter({ hasText: 'live_' }).textContent()
  const address = `${server!.replace('localhost', '127.0.0.1')}/${key}`

  obs = anObs(address).child
  await hasSeconds(3)
  await openNext()
  await hasSeconds(14)
  obs.kill('SIGKILL')
  obs = anObs(address).child
  await expect.poll(async () => (await recorded()).runs, { timeout: 120_000 }).toBe(2)
  await openNext()
  await hasSeconds((await recorded()).seconds + 12)
  await endSession(host)
})
test.afterAll(async () => {
  obs?.kill('SIGKILL')
  await host.context().close()
})

test('a replay has pictures to jump by, also with the keyboard, and its chapters have theirs', async ({
  page: viewer,
}) => {
  await viewer.goto(room)
  const strip = viewer.getByRole('region', { name: '按画面找' })
  const pictures = strip.getByRole('button')
  await expect(pictures.first()).toHaveAttribute('aria-current', 'true')
  const chapters = viewer.getByRole('region', { name: '讲了什么' }).getByRole('listitem')
  for (const shown of [strip, chapters.first()]) {
    const sheet = shown.locator('img').first()
    await expect
      .poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(2 * 160)
  }
  await expectAccessible(viewer)
  await pictures.first().focus()
  await viewer.keyboard.press('End')
  await expect(pictures.last()).toBeFocused()
  await viewer.keyboard.press('Enter')
  const [last = 0] = await secondsIn(pictures.last())
  await expect.poll(() => secondOf(viewer), { timeout: 20_000 }).toBeGreaterThan(last)
  await expect(pictures.last()).toHaveAttribute('aria-current', 'true')
})

test('a chapter is sent to somebody, for whom it begins and ends where its product does', async ({
  page: friend,
}) => {
  await friend.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await friend.goto(room)
  const chapters = friend.getByRole('region', { name: '讲了什么' }).getByRole('listitem')
  const [from = 0, to = 0] = await secondsIn(chapters)
  await chapters
    .first()
    .getByRole('button', { name: /^分享这段讲解/ })
    .click()
  await expect(chapters.first().getByRole('status')).toContainText('已复制')
  await friend.goto(await friend.evaluate(() => navigator.clipboard.readText()))
  expect(new URL(friend.url()).search).toBe('?chapter=1')
  await friend.getByRole('button', { name: /看这段讲解/ }).click()
  await expect.poll(() => secondOf(friend), { timeout: 20_000 }).toBeGreaterThan(from)
  const over = friend.getByText('这段讲解到这里结束')
  await expect(over).toBeVisible({ timeout: 40_000 })
  expect(await secondOf(friend)).toBeLessThan(to + 2)
  await expectAccessible(friend)
  await friend.getByRole('button', { name: '接着看整场' }).click()
  await expect(over).toBeHidden()
  await expect.poll(() => secondOf(friend), { timeout: 20_000 }).toBeGreaterThan(to + 2)
})

test('the host takes the session along as one file of both runs, and what was said of each product', async ({
  page: stranger,
}) => {
  await host.goto(`/studio/sessions/${liveSessionId}/report`)
  const films = host.getByRole('region', { name: '录像和讲解片段' })
  await expect(films.getByRole('listitem')).toHaveCount(3)
  await expectAccessible(host)
  const sizes: number[] = []
  for (const link of await films.getByRole('link', { name: /^下载 MP4：/ }).all()) {
    const answer = await host.request.get((await link.getAttribute('href'))!)
    expect(answer.headers()['content-type']).toBe('video/mp4')
    expect(answer.headers()['content-disposition']).toContain("filename*=UTF-8''")
    const bytes = await answer.body()
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    sizes.push(bytes.length)
  }
  expect(sizes).toHaveLength(3)
  expect(sizes[0]).toBeGreaterThan(Math.max(sizes[1]!, sizes[2]!))

  // What there is not is refused in words; and it is for who may read the report.
  await host.goto(`/studio/sessions/${liveSessionId}/recording.mp4?chapter=9`)
  await expect(host).toHaveURL(/refused=no_recording#films$/)
  await expect(films.getByRole('alert')).toContainText('没有可以下载的录像')
  await signIn(stranger, '13900000002')
  const answer = await stranger.request.get(`/studio/sessions/${liveSessionId}/recording.mp4`)
  expect(answer.status()).toBe(403)
})
