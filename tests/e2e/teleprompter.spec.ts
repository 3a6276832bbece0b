import { expect, test, type Page } from '@playwright/test'
import {
  anotherPhone,
  endSession,
  expectAccessible,
  goOnAir,
  pinnedCard,
  secretary,
  signIn,
  untilAwake,
} from './steps.ts'

// What a host has to say, over all of the screen. Tests want little motion: what scrolls by itself goes by whole lines.
test.setTimeout(120_000)

const LINES = Array.from({ length: 24 }, (_, at) => `第${at + 1}句：山里散养，一年以上才出栏`)

const prompter = (host: Page) => host.getByRole('dialog')
const text = (host: Page) => prompter(host).locator('[tabindex="0"]')
const scrolled = (host: Page) => text(host).evaluate((box) => box.scrollTop)
const fontSize = (host: Page) => text(host).evaluate((box) => parseFloat(getComputedStyle(box).fontSize))

test('a host reads from the whole screen, goes on to the next item, and is back at the desk', async ({
  browser,
}) => {
  const host = await anotherPhone(browser)
  await signIn(host, secretary)
  const room = await goOnAir(host, '照着念')
  const desk = host.url()
  await host.getByRole('link', { name: '排节目单' }).click()
  const items = host
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: host.getByRole('textbox') })
  for (const at of [0, 1]) {
    await host.getByRole('button', { name: '加进节目单' }).click()
    await expect(items.nth(at)).toBeVisible()
  }
  const [first, second] = await items.getByRole('heading').allInnerTexts()
  await items.nth(0).getByRole('textbox').fill(LINES.join('\n'))
  await items.nth(0).getByRole('button', { name: '保存' }).click()
  await expect(items.nth(0).getByRole('button', { name: '保存' })).toBeEnabled()
  await host.getByRole('link', { name: '返回直播台' }).click()
  await host.getByRole('button', { name: `讲解：${first}` }).click()

  await host.getByRole('link', { name: '全屏提词' }).click()
  await expect(prompter(host)).toContainText(LINES[0]!)
  await expect(prompter(host)).toHaveAccessibleName(first!)
  expect(await prompter(host).boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 800 })
  await expectAccessible(host)

  await test.step('as large as it has to be, and mirrored; it is remembered', async () => {
    const before = await fontSize(host)
    await prompter(host).getByRole('button', { name: '字大一点' }).click()
    await expect.poll(() => fontSize(host)).toBeGreaterThan(before)
    await prompter(host).getByRole('button', { name: '镜像' }).click()
    const large = await fontSize(host)
    await host.reload()
    await untilAwake(host)
    await expect.poll(() => fontSize(host)).toBe(large)
    await expect(prompter(host).getByRole('button', { name: '镜像' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('a tap turns the page, and back; a speed turns it by itself', async () => {
    await text(host).click({ position: { x: 180, y: 400 } })
    await expect.poll(() => scrolled(host)).toBeGreaterThan(200)
    await text(host).click({ position: { x: 180, y: 20 } })
    await expect.poll(() => scrolled(host)).toBe(0)
    for (const speed of ['关', '慢', '中'])
      await prompter(host)
        .getByRole('button', { name: `自动滚动：${speed}` })
        .click()
    await expect.poll(() => scrolled(host), { timeout: 20_000 }).toBeGreaterThan(100)
    await prompter(host).getByRole('button', { name: '自动滚动：快' }).click()
  })

  await test.step('what is pinned can be changed from here', async () => {
    const viewer = await anotherPhone(browser)
    await viewer.goto(room)
    await prompter(host)
      .getByRole('button', { name: `讲解：${second}` })
      .click()
    await expect(prompter(host)).toHaveAccessibleName(second!)
    await expect(prompter(host)).toContainText('这件没有写要说的话')
    await expect.poll(() => scrolled(host)).toBe(0)
    await expect(pinnedCard(viewer)).toContainText(second!)
    await viewer.context().close()
  })

  await test.step('Escape leaves it, and so does the way back', async () => {
    await host.keyboard.press('Escape')
    await expect(host.locator('dialog')).toHaveCount(0)
    await expect(host).toHaveURL(desk)
    await host.getByRole('link', { name: '全屏提词' }).click()
    await expect(prompter(host)).toBeVisible()
    await host.goBack()
    await expect(host.locator('dialog')).toHaveCount(0)
    await expect(host.getByRole('region', { name: '正在讲解' })).toBeVisible()
  })
  await endSession(host)
  await host.context().close()
})
