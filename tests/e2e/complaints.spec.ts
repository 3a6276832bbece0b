import { expect, test } from '@playwright/test'
import { anotherPerson, anotherPhone, expectAccessible } from './steps.ts'

const operator = '13900000013'

test('a viewer reports a live, also without JavaScript, and reads the platform’s answer @once', async ({
  page,
  browser,
}) => {
  await page.goto('/live')
  await page.locator('a[href^="/live/live_"]').first().click()
  await page.getByRole('link', { name: '举报这场直播' }).click()
  await expectAccessible(page)
  await page.getByLabel('哪一类').selectOption({ label: '引人场外付款' })
  await page.getByLabel('发生了什么').fill('加我')
  await page.getByRole('button', { name: '提交举报' }).click()
  await expect(page.getByLabel('发生了什么')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('发生了什么')).toHaveValue('加我')
  await expect(page.getByLabel('哪一类')).toHaveValue('off_platform')
  await page.getByLabel('发生了什么').fill('主播让大家加微信转账，说便宜十块。')
  await page.getByRole('button', { name: '提交举报' }).click()
  await expect(page.getByText('已收到，谢谢您。')).toBeVisible()
  await expect(page.getByRole('region', { name: '您的举报' })).toContainText('处理中')

  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await plain.goto(page.url())
  await expect(plain.getByText('主播让大家加微信转账')).toBeHidden()
  await plain.getByLabel('发生了什么').fill('一直在说能治病。')
  await plain.getByRole('button', { name: '提交举报' }).click()
  await expect(plain.getByRole('region', { name: '您的举报' })).toContainText('一直在说能治病。')
  await plain.context().close()

  const platform = await anotherPerson(browser, operator, page)
  await platform.goto('/platform/complaints')
  const waiting = platform.getByRole('region', { name: '等待处理' }).getByRole('listitem')
  const own = waiting.filter({ hasText: '主播让大家加微信转账' })
  await expectAccessible(platform)
  await own.getByLabel('怎么处理的').fill('已核对聊天记录，提醒了主播。')
  await own.getByRole('button', { name: '答复' }).click()
  await expect(platform.getByRole('region', { name: '已答复' })).toContainText('已核对聊天记录')
  await expectAccessible(platform)
  await platform.context().close()

  await page.reload()
  await expect(page.getByRole('region', { name: '您的举报' })).toContainText('举报属实')
  await expect(page.getByRole('region', { name: '您的举报' })).toContainText('已核对聊天记录，提醒了主播。')
  await expectAccessible(page)
})
