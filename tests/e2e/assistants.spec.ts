import { expect, test } from '@playwright/test'
import {
  anotherPerson,
  endSession,
  expectAccessible,
  goOnAir,
  queueSale,
  secretary,
  signIn,
} from './steps.ts'

const helperPhone = '13712340001'

test('somebody scans an invitation, sells with the host, and may nothing once they are let go', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(120_000)
  await signIn(host, secretary)
  await goOnAir(host, '两个人一起卖')
  await queueSale(host, { priceYuan: '19.90', total: '5', perBuyerLimit: '1' })
  await host.getByRole('link', { name: '助手' }).click()
  await expect(host.getByText('还没有助手')).toBeVisible()
  await expectAccessible(host)
  await host.getByRole('button', { name: '生成邀请码' }).click()
  await expect(host.getByLabel('怎么称呼')).toHaveAttribute('aria-invalid', 'true')
  await host.getByLabel('怎么称呼').fill('小刘')
  await host.getByRole('checkbox', { name: /管评论/ }).uncheck()
  await host.getByRole('button', { name: '生成邀请码' }).click()
  await expect(host.getByRole('img', { name: '邀请助手的二维码' })).toBeVisible()
  await expectAccessible(host)
  const address = await host.getByRole('code').textContent()

  const helper = await anotherPerson(browser, helperPhone, host)
  await helper.goto(new URL(address!).pathname)
  await expect(helper.getByRole('heading', { name: /请您当助手/ })).toBeVisible()
  await expect(helper.getByText('管评论')).toHaveCount(0)
  await expectAccessible(helper)
  await helper.getByRole('button', { name: '好，我来帮忙' }).click()
  await expect(host.getByRole('status').filter({ hasText: '小刘已经加入' })).toBeVisible()

  // What they may is there; what only the host may is not.
  await expect(helper.getByRole('button', { name: '开抢' })).toBeVisible()
  for (const name of ['移出队列', '打开摄像头', '确定结束直播'])
    await expect(helper.getByRole('button', { name })).toHaveCount(0)
  await expect(helper.getByText('结束直播')).toHaveCount(0)
  await expect(helper.getByPlaceholder('回复大家')).toHaveCount(0)
  await expectAccessible(helper)
  await helper.getByRole('button', { name: '开抢' }).click()
  await expect(helper.getByRole('button', { name: '暂停' })).toBeVisible()
  await host.goto('/studio')
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
  await expect(host.getByText(/山友0001.*开抢/)).toBeVisible()

  // A command that is not theirs is refused, whatever the page shows.
  const desk = new URL(helper.url()).pathname
  const ended = await helper.request.post(`${desk}/end`, { form: { answer: 'json' } })
  expect(ended.status()).toBe(403)

  await host.getByRole('link', { name: '助手' }).click()
  await host.getByRole('button', { name: '请小刘下场' }).click()
  await expect(host.getByText('还没有助手')).toBeVisible()
  await helper.getByRole('button', { name: '暂停' }).click()
  await expect(helper.getByRole('alert')).toBeVisible()
  expect((await helper.goto(desk))?.status()).toBe(403)
  await host.goto('/studio')
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
  await endSession(host)
})

test('an invitation that was used, or never was one, says so', async ({ page }) => {
  expect((await page.goto(`/assist/${'0'.repeat(32)}`))?.status()).toBe(410)
  await expect(page.getByRole('heading', { name: '这个邀请用不了了' })).toBeVisible()
  await expectAccessible(page)
})
