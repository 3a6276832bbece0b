import { expect, test } from '@playwright/test'
import {
  anotherPhone,
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

test('a host goes on air, somebody buys, and the report says so before a minute is over', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(host, secretary)
  const room = await goOnAir(host, '战报这一场')
  await queueSale(host, { priceYuan: '39.90', total: '2', perBuyerLimit: '1' })
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()

  const buyer = await anotherPhone(browser)
  await buyer.goto(room)
  await expect(buyer.getByLabel('说点什么')).toBeVisible()
  await buyer.getByRole('button', { name: '抢', exact: true }).first().click()
  const pay = buyer.getByRole('link', { name: /去付款/ }).first()
  const checkout = buyer.getByRole('heading', { name: '确认订单' })
  await expect(pay.or(checkout)).toBeVisible()
  if ((await checkout.count()) === 0) await pay.click()
  await giveAddress(buyer)
  await goToPay(buyer)
  await payByCard(buyer, '4242 4242 4242 4242')
  await expectPaid(buyer)
  await buyer.context().close()

  await host.getByText('结束直播').first().click()
  await host.getByRole('button', { name: '确定结束直播' }).click()
  await expect(host.getByRole('heading', { name: '上一场' })).toBeVisible()
  await expectAccessible(host)
  await host.getByRole('link', { name: /战报这一场[^]*看战报/ }).click()
  await expect(host.getByRole('heading', { name: '战报这一场' })).toBeVisible()
  const named = (selector: string, name: string) =>
    host.locator(selector).filter({ has: host.getByText(name, { exact: true }) })
  const figure = (name: string) => named('dl > div', name).first().locator('dd').first()
  await expect(figure('付款份数')).toHaveText('1')
  await expect(figure('已退款')).toHaveText('¥0.00')
  // What was counted in the room is written every ten seconds.
  await expect(async () => {
    await host.reload()
    await expect(figure('观看人数')).toHaveText('1', { timeout: 1_000 })
    await expect(named('ol > li', '点了抢购').getByText('1', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await expect(host.getByRole('img', { name: /在线人数/ })).toBeVisible()
  await expectAccessible(host)

  await host.getByText('农户净得').click()
  await expect(host.getByText(/账本上这场直播的订单分给农户的钱/)).toBeVisible()
  await host.locator('summary').filter({ hasText: '看每一段的数字' }).click()
  await expect(host.getByRole('columnheader', { name: '点击' })).toBeVisible()
  await host.locator('summary').filter({ hasText: '先看一眼海报' }).click()
  const poster = host.getByRole('img', { name: '先看一眼海报' })
  await expect(poster).toHaveJSProperty('complete', true)
  expect(await poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(1_000)
  await expectAccessible(host)
  const workbook = await host.getByRole('link', { name: 'Excel 表格' }).getAttribute('href')
  const file = await host.request.get(workbook!)
  expect([file.status(), (await file.body()).subarray(0, 2).toString()]).toEqual([200, 'PK'])

  const report = host.url()
  await host.getByRole('link', { name: '往期直播' }).click()
  await expect(host.getByRole('link', { name: /战报这一场[^]*1 笔付款/ })).toBeVisible()
  await expectAccessible(host)
  const stranger = await anotherPhone(browser)
  await signIn(stranger, '13900000002')
  expect((await stranger.goto(report))?.status()).toBe(403)
  await stranger.context().close()
})
