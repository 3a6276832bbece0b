import { expect, test } from '@playwright/test'
import { declare, endSession, expectAccessible, queueSale, signIn } from './steps.ts'

/** Of a village that no programme of the demo uses: they take turns by the clock. */
const secretary = '13900000006'

test('eight things are looked at before going live, with what to do about each', async ({ page }) => {
  await signIn(page, secretary)
  await page.goto('/studio')
  await page.getByLabel('直播名称').fill('先查一遍再开播')
  await page.getByRole('radio', { name: '120 分钟后' }).check({ force: true })
  await declare(page)
  await page.getByRole('button', { name: '安排好了' }).click()
  await expect(page.getByText(/人关注，开播前 10 分钟自动短信提醒/)).toBeVisible()

  await page.getByRole('link', { name: '开播前检查' }).click()
  const checks = page.getByRole('listitem')
  await expect(checks.filter({ hasText: '货品库存' })).toContainText('还没有要卖的货')
  await expectAccessible(page)

  await queueSale(page, { priceYuan: '39.90', total: '3', perBuyerLimit: '1' })
  await page.getByRole('link', { name: '开播前检查' }).click()
  await page.getByRole('button', { name: '开始检查' }).click()
  await expect(checks).toHaveCount(8)
  for (const found of ['画面正常', '听得见', '可以推流', '1 件商品都有货', '都有合格证', '可以收款'])
    await expect(page.getByText(found)).toBeVisible({ timeout: 15_000 })
  await expect(checks.filter({ hasText: '上传网速' })).toContainText(/每秒 [\d.]+ 兆/, { timeout: 15_000 })
  await expect(checks.filter({ hasText: '光线' })).toContainText(/光线合适|画面偏暗|画面太亮/)
  await expect(page.getByRole('status')).toHaveText('8 项中 8 项可以开播')
  await expectAccessible(page)

  // What was planned can be put into a calendar by anybody.
  await page.goto('/live')
  const own = await page.getByRole('link', { name: '加入日历：先查一遍再开播' }).getAttribute('href')
  const calendar = await (await page.request.get(own ?? '')).text()
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  expect(calendar).toContain('TRIGGER:-PT10M')

  // The village is left as it was found.
  await page.goto('/studio')
  await page.getByRole('button', { name: '开始直播' }).click()
  await endSession(page)
})
