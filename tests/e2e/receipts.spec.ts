import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, expectAccessible, takeFromShelf, untilAwake } from './steps.ts'

/** From a claim to its receipt. @returns the receipt's text, as it is copied */
async function openReceipt(page: Page): Promise<string> {
  await takeFromShelf(page, 'mountain-green-tea')
  await page.getByRole('link', { name: '看抢购凭证' }).click()
  await expect(page.getByRole('heading', { name: '抢购凭证', exact: true })).toBeVisible()
  return page.getByLabel('凭证文字').inputValue()
}

async function check(page: Page, text: string, { scripts = true } = {}): Promise<void> {
  await page.goto('/receipts/check')
  if (scripts) await untilAwake(page)
  await page.getByLabel('凭证文字或 JSON').fill(text)
  await page.getByRole('button', { name: '核对', exact: true }).click()
}

test('a buyer copies and prints the receipt, and anybody checks it in their own browser @once', async ({
  page,
  browser,
  context,
}) => {
  const text = await openReceipt(page)
  const number = /第 (\d+) 号/.exec(text)![0]
  await expect(page.getByText(number, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: '复制文字' }).click()
  await expect(page.getByText('已复制')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByText('签名（Ed25519）')).toBeVisible()

  const stranger = await anotherPhone(browser)
  const posts: string[] = []
  stranger.on('request', (request) => void (request.method() === 'POST' && posts.push(request.url())))
  await check(stranger, text)
  await expect(stranger.getByText('核对通过：是山货签发的，没有被改过')).toBeVisible()
  await expect(stranger.getByText('在您的浏览器里核对的')).toBeVisible()
  await expect(stranger.getByText(number, { exact: true })).toBeVisible()
  expect(posts).toEqual([])
  await expectAccessible(stranger)

  await check(stranger, text.replace('"quantity":1', '"quantity":2'))
  await expect(stranger.getByRole('alert')).toContainText('对不上')
  await check(stranger, text.slice(0, 60))
  await expect(stranger.getByRole('alert')).toContainText('没有找到完整的凭证')
  await stranger.context().close()
})

test('a browser that cannot check signatures asks the shop, and so does a page without scripts @once', async ({
  page,
  browser,
}) => {
  const text = await openReceipt(page)
  const old = await anotherPhone(browser)
  await old.addInitScript(() => {
    SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))
  })
  const plain = await anotherPhone(browser, { javaScriptEnabled: false })

  for (const [reader, scripts] of [
    [old, true],
    [plain, false],
  ] as const) {
    await check(reader, text, { scripts })
    await expect(reader.getByText('核对通过')).toBeVisible()
    await expect(reader.getByText('由山货的服务器核对的')).toBeVisible()
    await check(reader, text.replace('"quantity":1', '"quantity":2'), { scripts })
    await expect(reader.getByRole('alert')).toContainText('对不上')
  }
  await Promise.all([old, plain].map((reader) => reader.context().close()))
})

test('a receipt is its buyer’s alone, and speaks English too @once', async ({ page, browser }) => {
  await openReceipt(page)
  const stranger = await anotherPhone(browser)
  const answer = await stranger.goto(page.url())
  expect(answer?.status()).toBe(404)
  await stranger.context().close()

  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(page.getByRole('heading', { name: 'Receipt of your claim' })).toBeVisible()
  expect(await page.locator('main').innerText()).not.toMatch(/[\u4e00-\u9fff]{2}/)
  await page.getByRole('link', { name: 'Check a receipt' }).click()
  await expect(page.getByRole('heading', { name: 'Check a receipt' })).toBeVisible()
  expect(await page.locator('main').innerText()).not.toMatch(/[\u4e00-\u9fff]{2}/)
})
