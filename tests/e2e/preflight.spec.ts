import { expect, test } from '@playwright/test'
import { asChinaTime } from '#shared/plans.ts'
import { anotherPhone, declare, expectAccessible, queueSale, signIn } from './steps.ts'

/** Of a village that no programme of the demo uses: they take turns by the clock. */
const secretary = '13900000006'

test('eight things are looked at before going live, and a plan can be moved and called off', async ({
  page,
  browser,
}) => {
  await signIn(page, secretary)
  await page.goto('/studio')
  await page.getByLabel('直播名称').fill('先查一遍再开播')
  await page.getByRole('radio', { name: '选日期' }).check({ force: true })
  await declare(page)
  await page.getByRole('button', { name: '安排好了' }).click()
  await expect(page.getByText('请选日期和时间。')).toBeVisible()
  await page.getByLabel('日期和时间').fill(inChina({ days: 2 }))
  await expectAccessible(page)
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

  await test.step('it is moved without scripts, while somebody waits in its room', async () => {
    const room = await anotherPhone(browser)
    await room.goto(own?.replace('/calendar.ics', '') ?? '')
    const plain = await anotherPhone(browser, { javaScriptEnabled: false })
    await plain.context().addCookies(await page.context().cookies())
    await plain.goto('/studio')
    await plain.getByText('改期', { exact: true }).click()
    await plain.getByLabel('改到').fill(inChina({ days: 2, hours: 1 }))
    await plain.getByRole('button', { name: '确定改期' }).click()
    await expect(plain.getByRole('heading', { name: '排期' })).toBeVisible()
    expect(await (await page.request.get(own ?? '')).text()).toContain('SEQUENCE:1')

    // A desk hears of it, and a page that lies open does not.
    await page.goto('/studio')
    await page.getByRole('link', { name: '排期' }).click()
    await expect(page.getByRole('heading', { name: '排期' })).toBeVisible()
    await plain.getByText('改期', { exact: true }).click()
    await plain.getByLabel('改到').fill(inChina({ days: 3 }))
    await plain.getByRole('button', { name: '确定改期' }).click()
    await page.getByText('取消', { exact: true }).click()
    await page.getByRole('button', { name: '确定取消这场' }).click()
    await expect(page.getByRole('alert')).toContainText('刚刚被别人改过')
    await expectAccessible(page)
    await page.getByText('取消', { exact: true }).click()
    await page.getByRole('button', { name: '确定取消这场' }).click()
    await expect(page.getByRole('button', { name: '确定取消这场' })).toHaveCount(0)

    await expect(room.getByRole('status').filter({ hasText: '这场直播已取消' })).toBeVisible()
    await expectAccessible(room)
    expect(await (await page.request.get('/live/calendar.ics')).text()).toMatch(/STATUS:CANCELLED/)
    await page.goto('/studio')
    await expect(page.getByLabel('直播名称')).toBeVisible()
    await Promise.all([plain.context().close(), room.context().close()])
  })
})

/** From now, as a field for dates takes it. */
function inChina({ days, hours = 0 }: { days: number; hours?: number }): string {
  return asChinaTime(new Date(Date.now() + (days * 24 + hours) * 3_600_000))
}
