import { expect, test } from '@playwright/test'
import { violationsOn } from './steps.ts'

test('speaks Chinese by default and English by a switch that works without a script', async ({ page }) => {
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByText('当季好物')).toBeVisible()

  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto('/products/wildflower-honey')
  await expect(page.getByRole('heading', { name: 'Hill wildflower honey' })).toBeVisible()
  await expect(page.getByText('¥68.00').first()).toBeVisible()
  expect(await page.locator('main').innerText()).not.toMatch(/[\u4e00-\u9fff]{2}/)
})

for (const path of [
  '/',
  '/products/wildflower-honey',
  '/categories/tea',
  '/villages/yiyou',
  '/live',
  '/sign-in',
  '/orders/find',
])
  test(`has no accessibility violation at ${path}`, async ({ page }) => {
    await page.goto(path)

    expect(await violationsOn(page)).toEqual([])
  })

test('fits a narrow phone with large text @once', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '大字' }).first().click()
  for (const path of ['/', '/products/wildflower-honey', '/live']) {
    await page.goto(path)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
})

test("fits a narrow phone with the browser's own text twice as large @once", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  const browser = await page.context().newCDPSession(page)
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
  await page.goto('/live')
  const room = await page.locator('a[href^="/live/live_"]').first().getAttribute('href')
  for (const path of ['/', '/products/wildflower-honey', '/live', room!, '/villages/yiyou', '/orders/find']) {
    await page.goto(path)
    const { text, overflow } = await page.evaluate(() => ({
      text: getComputedStyle(document.body).fontSize,
      overflow: document.documentElement.scrollWidth - 360,
    }))
    expect(text).toBe('32px')
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
})

test('says in both languages that a page is not there @once', async ({ page }) => {
  const answer = await page.goto('/no/such/page')

  expect(answer?.status()).toBe(404)
  await expect(page.getByText('没有找到这一页')).toBeVisible()
})

test('runs without an error in the console, under its content security policy', async ({ page }) => {
  const errors: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  page.on('pageerror', (error) => void errors.push(String(error)))

  for (const path of ['/', '/products/wildflower-honey', '/villages/yiyou', '/live', '/orders']) {
    await page.goto(path)
    await page.waitForLoadState('load')
  }

  expect(errors).toEqual([])
})
