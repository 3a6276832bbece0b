import { expect, test } from '@playwright/test'
import { expectAccessible } from './steps.ts'

test('anybody reads the books of a village, month by month, and takes them along as a poster @once', async ({
  page,
}) => {
  await page.goto('/villages/luokeng')
  await page.getByRole('link', { name: '村务公开' }).first().click()
  await expect(page.getByRole('heading', { name: '罗坑村村务公开' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '罗坑村股份经济合作社' })).toBeVisible()
  await page.getByText('看每个月的数').first().click()
  await expect(page.getByRole('row', { name: /11/ }).first()).toBeVisible()
  await expectAccessible(page)

  const income = /¥[\d,.]+/.exec(await page.locator('dl').first().innerText())?.[0]
  expect(income).toBeTruthy()
  await page.getByRole('link', { name: '做成海报' }).click()
  await expect(page.getByRole('heading', { name: '罗坑村村务公开海报' })).toBeVisible()
  await expect(page.getByRole('img', { name: income! })).toBeVisible()
  await expectAccessible(page)
  for (const [name, start] of [
    ['存 PDF（打印张贴）', '%PDF-'],
    ['存图片（发到群里）', '\x89PNG'],
  ] as const) {
    const address = await page.getByRole('link', { name }).getAttribute('href')
    const file = await page.request.get(address!)
    expect(file.status()).toBe(200)
    expect((await file.body()).toString('latin1', 0, start.length)).toBe(start)
  }
})

test('a county shows where each of its villages stands', async ({ page }) => {
  await page.goto('/villages/luokeng/books')
  await page.getByRole('link', { name: '看全县各村' }).click()
  await expect(page.getByRole('heading', { name: '各村集体的经营收入' })).toBeVisible()
  await expect(page.getByRole('link', { name: '罗坑村' }).first()).toBeVisible()
  await expectAccessible(page)
})
