import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, endSession, expectAccessible, goOnAir, pinnedCard, signIn } from './steps.ts'

/** Of a village that no programme of the demo uses: they take turns by the clock. */
const secretary = '13900000006'

/** As much as the page knows of the browser's recogniser. Chromium's own sends the sound to Google. */
type Recogniser = {
  onresult: ((event: unknown) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
}
type Spoken = { current: Recogniser | null; begun: number }

/** In place of the outside world: understands what the test says. */
async function hearingWhatItIsTold(page: Page) {
  await page.addInitScript(() => {
    const spoken: Spoken = { current: null, begun: 0 }
    class Recognition implements Recogniser {
      onresult = null
      onerror = null
      onend = null
      start() {
        spoken.current = this
        spoken.begun++
      }
      abort() {
        spoken.current = null
      }
    }
    Object.assign(window, { spoken, SpeechRecognition: Recognition, webkitSpeechRecognition: Recognition })
  })
  const begun = () => page.evaluate(() => (window as unknown as { spoken: Spoken }).spoken.begun)
  const isOn = () => page.evaluate(() => (window as unknown as { spoken: Spoken }).spoken.current !== null)
  return {
    begun,
    isOn,
    understands: (text: string, isFinal = false) =>
      page.evaluate(
        ([transcript, isFinal]) => {
          const { current } = (window as unknown as { spoken: Spoken }).spoken
          current?.onresult?.({ resultIndex: 0, results: [{ 0: { transcript }, isFinal }] })
        },
        [text, isFinal] as const,
      ),
    /** as browsers do after a minute, and in a silence */
    ends: () => page.evaluate(() => (window as unknown as { spoken: Spoken }).spoken.current?.onend?.()),
    fails: (error: string) =>
      page.evaluate(
        (error) => (window as unknown as { spoken: Spoken }).spoken.current?.onerror?.({ error }),
        error,
      ),
  }
}

/** Something that the village sells, to be shown. */
async function planShow(host: Page): Promise<void> {
  await host.getByRole('link', { name: '排节目单' }).click()
  await host.getByRole('button', { name: '加进节目单' }).click()
  await expect(host.getByText('节目单还是空的')).toBeHidden()
  await host.getByRole('link', { name: '返回直播台' }).click()
}

test('who wants to reads what the host says, when the picture gets there, and sees goods come with it', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(180_000)
  const speech = await hearingWhatItIsTold(host)
  await signIn(host, secretary)
  const room = await goOnAir(host, '说给大家看')
  await planShow(host)
  const viewer = await anotherPhone(browser)
  await viewer.goto(room)
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expect(host.getByText('画面已播出')).toBeVisible()
  await expect(viewer.getByRole('button', { name: '画面与省流量' })).toBeVisible({ timeout: 20_000 })

  // Nobody is listened to, and nothing offered, before the host wants it.
  expect(await speech.begun()).toBe(0)
  const captionsOf = viewer.getByRole('button', { name: '字幕' })
  await expect(captionsOf).toHaveCount(0)
  await host.getByRole('switch', { name: '实时字幕' }).check()
  await expect.poll(speech.isOn).toBe(true)
  await expectAccessible(host)
  await speech.understands('乡亲们好')
  await expect(host.getByText('乡亲们好')).toBeVisible()
  await captionsOf.click()
  await expect(captionsOf).toHaveAttribute('aria-pressed', 'true')

  await speech.understands('这罐蜜是')
  await expect(viewer.getByText('这罐蜜是')).toBeVisible()
  await speech.understands('这罐蜜是崖上采的', true)
  await expect(viewer.getByText('这罐蜜是崖上采的')).toBeVisible()
  await expectAccessible(viewer)
  await expect(viewer.getByText('这罐蜜是崖上采的')).toBeHidden({ timeout: 15_000 })

  // It ends by itself, and listens again.
  await speech.ends()
  await expect.poll(speech.begun).toBe(2)
  await speech.understands('加微信更便宜')
  await expect(host.getByText('这句里有“加微信”，没有给观众看。')).toBeVisible()
  await speech.understands('一斤六十', true)
  await expect(viewer.getByText('一斤六十')).toBeVisible()
  await expect(viewer.getByText('加微信')).toHaveCount(0)

  await viewer.getByRole('button', { name: '画面与省流量' }).click()
  await viewer.getByRole('switch', { name: '商品卡跟着画面' }).click()
  await expectAccessible(viewer)
  await viewer.getByRole('button', { name: '画面与省流量' }).click()
  const card = pinnedCard(viewer)
  await host
    .getByRole('button', { name: /^讲解：/ })
    .first()
    .click()
  await expect(card).toBeVisible()

  await speech.fails('not-allowed')
  await expect(host.getByText('浏览器不允许识别语音，字幕已关。')).toBeVisible()
  await expect(host.getByRole('switch', { name: '实时字幕' })).not.toBeChecked()
  expect(await speech.isOn()).toBe(false)
  await host.getByRole('switch', { name: '实时字幕' }).check()
  await expect.poll(speech.isOn).toBe(true)
  await host.getByRole('switch', { name: '实时字幕' }).uncheck()
  expect(await speech.isOn()).toBe(false)
  await endSession(host)
  await viewer.context().close()
})
