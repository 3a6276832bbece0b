import { expect, test, type Page } from '@playwright/test'
import { ffmpegHere } from '#tests/make/obs.ts'
import { cuttable, killConverter, type Network } from './setbacks.ts'
import {
  anotherPhone,
  endSession,
  expectAccessible,
  expectPaid,
  giveAddress,
  goOnAir,
  goToPay,
  payByCard,
  queueSale,
  secretary,
  signIn,
} from './steps.ts'

// One broadcast for all. The camera is Chromium's own: a dial that moves, and a beep each second.
test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const SAID = '这片茶园好漂亮'

let host: Page
let room: string
let viewers: Page[]
/** The host's network, as far as the picture goes. */
let network: Network

const picture = (viewer: Page) => viewer.locator('video')
const framesOf = (viewer: Page) =>
  picture(viewer).evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
async function choose(viewer: Page, what: string): Promise<void> {
  await viewer.getByRole('button', { name: '省流量' }).click()
  await viewer.getByRole('group', { name: '省流量' }).getByRole('button', { name: what }).click()
}
const heightOf = (viewer: Page) => picture(viewer).evaluate((video: HTMLVideoElement) => video.videoHeight)
/** Sound goes on: nothing of Chromium's tells of it but how much was decoded. */
async function expectHeard(viewer: Page): Promise<void> {
  const bytes = () =>
    picture(viewer).evaluate(
      (video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }) =>
        video.webkitAudioDecodedByteCount ?? 0,
    )
  const heard = await bytes()
  await expect.poll(bytes, { timeout: 20_000 }).toBeGreaterThan(heard + 20_000)
}
const claim = (viewer: Page) => viewer.getByRole('button', { name: '抢', exact: true }).first().click()
async function buyWhatIsHeld(viewer: Page): Promise<void> {
  await viewer
    .getByRole('link', { name: /去付款/ })
    .first()
    .click()
  await giveAddress(viewer)
  await goToPay(viewer)
  await payByCard(viewer, '4242 4242 4242 4242')
  await expectPaid(viewer)
}
const isAway = (viewer: Page) => viewer.getByText('主播正在回来，请稍等')

async function expectMoving(viewer: Page): Promise<void> {
  const seen = await framesOf(viewer)
  await expect.poll(() => framesOf(viewer), { timeout: 20_000 }).toBeGreaterThan(seen + 10)
}

/** How much a viewer has that is still to be shown, s: at the live edge it is little. */
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

/** Recorders, or encoders, whose pictures have been shown: each but the first begins with a discontinuity. */
async function runsOf(viewer: Page): Promise<number> {
  const list = await (await fetch(`${process.env.E2E_ORIGIN}${await listOf(viewer)}`)).text()
  expect(list).toContain('#EXTINF')
  return 1 + (list.match(/#EXT-X-DISCONTINUITY\n/g)?.length ?? 0)
}

/** @returns the address of the list of all that was broadcast, as the room's own page has it */
async function listOf(viewer: Page): Promise<string> {
  const live = await viewer.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .findLast((name) => name.startsWith('/video/')),
  )
  if (!live) throw new Error('The page has loaded no picture')
  return live.replace(/^((?:\/[^/]+){3}).*$/, '$1/recording.m3u8')
}

/** A phone without its cable; the machine that runs the tests may have no battery at all. */
const onBattery = (page: Page, level: number) =>
  page.addInitScript((given) => {
    const battery = Object.assign(new EventTarget(), { level: given, charging: false })
    Object.assign(navigator, { getBattery: () => Promise.resolve(battery) })
  }, level)

test.beforeAll(async ({ browser }) => {
  // Pages that other journeys left open take of the processor that encodes and draws the pictures here.
  for (const left of browser.contexts()) await left.close()
  host = await anotherPhone(browser)
  network = await cuttable(host)
  await onBattery(host, 0.15)
  await signIn(host, secretary)
  room = await goOnAir(host, '看得见的直播')
  await queueSale(host, { priceYuan: '29.90', total: '3', perBuyerLimit: '1', variant: 1 })
  viewers = await Promise.all([anotherPhone(browser), anotherPhone(browser)])
})
test.afterAll(async () => {
  for (const page of [host, ...viewers]) await page.context().close()
})

test('the host turns the camera on; two viewers see it move, hear it and buy', async () => {
  await Promise.all(viewers.map((viewer) => viewer.goto(room)))
  await expect(picture(viewers[0]!)).toHaveCount(0)
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expect(host.getByText('画面已播出')).toBeVisible()
  await expect(host.getByText(/^上传 [1-9][\d,]* kb\/s$/)).toBeVisible()
  await expect(host.getByText('电量只剩 15%，请接上充电器')).toBeVisible()
  for (const viewer of viewers) await expectMoving(viewer)
  await expectAccessible(host)
  await expectAccessible(viewers[0]!)

  for (const viewer of viewers) {
    await viewer.getByRole('button', { name: '打开声音' }).click()
    expect(await loudness(viewer)).toBeGreaterThan(8)
  }

  await host.getByRole('button', { name: '开抢' }).first().click()
  for (const viewer of viewers) await claim(viewer)
  for (const viewer of viewers) await buyWhatIsHeld(viewer)
  // The desk counts it: both have paid, and the households have their part of it.
  const counted = (name: string) =>
    host.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]')
  await expect(host.getByText('成交额 ¥59.80')).toBeVisible()
  await expect(counted('农户所得')).not.toHaveText('¥0.00')

  await viewers[0]!.goto(room)
  await expectMoving(viewers[0]!)
  await viewers[0]!.getByLabel('说点什么').fill(SAID)
  await viewers[0]!.getByRole('button', { name: '发送' }).click()
  await expect(viewers[0]!.getByRole('log').getByText(SAID)).toBeVisible()
})

test('the camera stays on while the host looks at another page of the studio', async () => {
  await host.getByRole('link', { name: '加一场抢购' }).first().click()
  await expect(host.getByText('画面还在直播。')).toBeVisible()
  await expectMoving(viewers[0]!)
  await host.getByRole('link', { name: '回到直播台' }).click()
  await expect(host.getByText('画面已播出')).toBeVisible()
})

test('the picture goes along in a corner, and is put off by whoever saves data', async () => {
  const [viewer] = viewers
  await viewer!.getByRole('link', { name: '好物' }).first().click()
  const corner = viewer!.getByRole('region', { name: '正在看的直播' })
  await expect(corner).toBeVisible()
  await expectMoving(viewer!)
  await expectAccessible(viewer!)
  await corner.getByRole('link', { name: '回到直播间：看得见的直播' }).click()
  await expect(viewer!).toHaveURL(room)
  await expectMoving(viewer!)

  await choose(viewer!, '关掉画面')
  await expect(picture(viewer!)).toHaveCount(0)
  await viewer!.reload()
  await expect(viewer!.getByRole('button', { name: '看完整画面' })).toBeVisible()
  await expect(picture(viewer!)).toHaveCount(0)
  await viewer!.getByRole('button', { name: '看完整画面' }).click()
  await expectMoving(viewer!)

  await viewer!.getByRole('link', { name: '好物' }).first().click()
  await corner.getByRole('button', { name: '关掉小窗' }).click()
  await expect(picture(viewer!)).toHaveCount(0)
  await viewer!.goto(room)
  await expectMoving(viewer!)
})

test('a picture that fills the screen has the shop on it, and one beside the browser is asked for', async () => {
  const [viewer] = viewers
  const stage = viewer!.getByRole('region', { name: '直播间' })
  const goods = stage.getByRole('region', { name: '正在讲解' })
  await expect(goods).toHaveCount(0)
  await viewer!.setViewportSize({ width: 800, height: 360 })
  await expect(goods.getByRole('button').last()).toBeInViewport({ ratio: 1 })
  await stage.getByRole('button', { name: '全屏' }).click()
  await expect(goods.getByText(/还剩|已售罄/).first()).toBeInViewport()
  await expect(stage.getByText(SAID)).toBeInViewport()
  await expectAccessible(viewer!)

  // The bag opens over it, and shows the sale that its viewer wants to see.
  await stage.getByRole('link', { name: '购物袋，1 件' }).click()
  await expectAccessible(viewer!)
  await viewer!.getByRole('dialog').getByRole('link').click()
  const chosen = stage.getByRole('region', { name: '您在看的商品' })
  await expect(chosen).toBeInViewport()
  await chosen.getByRole('link', { name: '看主播正在讲的' }).click()
  await expect(goods).toBeInViewport()
  await stage.getByRole('button', { name: '退出全屏' }).click()
  await viewer!.setViewportSize({ width: 360, height: 800 })
  await expect(goods).toHaveCount(0)

  // No window can be opened beside a browser that has none.
  await viewer!.evaluate(() => {
    HTMLVideoElement.prototype.requestPictureInPicture = function () {
      this.dataset.floats = 'yes'
      return new Promise(() => {})
    }
  })
  await stage.getByRole('button', { name: '小窗播放' }).click()
  await expect(picture(viewer!)).toHaveAttribute('data-floats', 'yes')
})

test('whoever pays for data watches a small picture, or only listens; it is remembered', async () => {
  test.skip(ffmpegHere === null, 'There is no ffmpeg on this machine: it draws the small picture')
  const [viewer] = viewers
  const whole = await heightOf(viewer!)
  await viewer!.getByRole('button', { name: '省流量' }).click()
  await expectAccessible(viewer!)
  await viewer!.getByRole('button', { name: '看小画面' }).click()
  await expect.poll(() => heightOf(viewer!), { timeout: 20_000 }).toBe(360)
  expect(whole).toBeGreaterThan(360)
  await expectMoving(viewer!)

  await choose(viewer!, '只听声音')
  await expect(viewer!.getByText('正在只听声音')).toBeVisible()
  await expectHeard(viewer!)
  expect(await heightOf(viewer!)).toBe(0)
  await viewer!.reload()
  await expect(viewer!.getByText('正在只听声音')).toBeVisible()
  await expectHeard(viewer!)
  await expectAccessible(viewer!)

  await choose(viewer!, '看完整画面')
  await expectMoving(viewer!)
  await expect.poll(() => heightOf(viewer!)).toBe(whole)
})

test('a host whose line is weak sends the sound alone; viewers are told, and see the picture again', async () => {
  const [viewer] = viewers
  await host.getByRole('button', { name: '只传声音' }).click()
  await expect(host.getByText('现在只传声音')).toBeVisible()
  await expect(viewer!.getByText('主播现在只传声音')).toBeVisible()
  await expectHeard(viewer!)
  await expectAccessible(host)
  await expectAccessible(viewer!)
  const heights = () => heightOf(viewer!)
  await expect.poll(heights, { timeout: 20_000 }).toBeLessThan(360)
  await host.getByRole('button', { name: '恢复画面' }).click()
  await expect(viewer!.getByText('主播现在只传声音')).toBeHidden()
  await expect.poll(heights, { timeout: 20_000 }).toBeGreaterThan(360)
  await expectMoving(viewer!)
})

test('ten seconds without a network lose nothing, and viewers are told', async () => {
  const [viewer] = viewers
  const runs = await runsOf(viewer!)
  const putAway = host.getByRole('button', { name: '关画面' })
  const place = await putAway.boundingBox()
  network.cut()
  await expect(host.getByText('网络断了，正在重连')).toBeVisible()
  expect(await putAway.boundingBox()).toEqual(place)
  await expect(isAway(viewer!)).toBeVisible()
  await expectAccessible(viewer!)
  // The page has waited for five seconds before it dialled, and waits so long for each answer.
  await expect.poll(network.unheard, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  network.mend()
  await expect(isAway(viewer!)).toBeHidden()
  await expectMoving(viewer!)
  // What was held back is caught up with at one and a half times the speed.
  await expect.poll(() => behindSec(viewer!), { timeout: 20_000 }).toBeLessThan(4)
  expect(await runsOf(viewer!)).toBe(runs)
})

test('the picture comes back when its converter is killed', async () => {
  const [viewer] = viewers
  const runs = await runsOf(viewer!)
  killConverter()
  await expect.poll(() => runsOf(viewer!)).toBeGreaterThan(runs)
  await expectMoving(viewer!)
})

test('when the session is over it can be watched again, from its beginning', async () => {
  const [viewer] = viewers
  await endSession(host)
  // The room says so until the recording is there, which may be before anybody has looked, and then that it is one.
  await expect(viewer!.getByText(/^已结束$|^回放/).first()).toBeVisible()
  // Whoever stayed to the end gets the recording where they are.
  await viewer!.getByRole('button', { name: /看回放/ }).click()
  await expectMoving(viewer!)
  const length = () => picture(viewer!).evaluate((video: HTMLVideoElement) => video.duration)
  await expect.poll(length).toBeGreaterThan(20)
  await expectAccessible(viewer!)

  const chat = viewer!.getByRole('region', { name: '当时的聊天' })
  const chapters = viewer!.getByRole('region', { name: '讲了什么' })
  const second = () => picture(viewer!).evaluate((video: HTMLVideoElement) => video.currentTime)
  await expect(chat.getByText(SAID)).toBeHidden()
  const chapter = chapters.getByRole('link').first()
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(await chapter.innerText())!
  const from = Number(minutes) * 60 + Number(seconds)
  expect(from).toBeGreaterThan(0)
  await chapter.click()
  await expect.poll(second).toBeGreaterThanOrEqual(from)
  await expect(chapter).toHaveAttribute('aria-current', 'true')
  await expect(chat.getByText(SAID)).toBeVisible({ timeout: 20_000 })
  await expect(chapters.getByRole('link', { name: '去买' })).toBeVisible()

  // A chapter can be sent to somebody, who begins there.
  const friend = viewers[1]!
  await friend.goto(`${room}?t=${from}`)
  await friend.getByRole('button', { name: /看回放/ }).click()
  await expectMoving(friend)
  expect(
    await picture(friend).evaluate((video: HTMLVideoElement) => video.currentTime),
  ).toBeGreaterThanOrEqual(from)
  await friend.goto('/live')
  const replays = friend.getByRole('region', { name: '看回放' })
  await expect(replays.getByText('看得见的直播')).toBeVisible()
  // It was declared to be an ordinary one.
  await friend.getByRole('link', { name: '公益直播' }).click()
  await expect(friend.getByRole('heading', { name: '公益直播', level: 1 })).toBeVisible()
  await expect(friend.getByText('看得见的直播')).toHaveCount(0)
  await expectAccessible(friend)
})
