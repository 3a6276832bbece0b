import { expect, test } from '@playwright/test'
import { expectPaid, giveAddress, goToPay, payByCard, payByWallet, takeFromShelf } from './steps.ts'

const CARD = '4242 4242 4242 4242'
const DECLINED = '4000 0000 0000 0002'

async function chaos(switches: Record<string, number>) {
  const answer = await fetch(`${process.env.E2E_SANDBOX}/_sandbox/chaos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(switches),
  })
  expect(answer.status).toBe(200)
}

test.afterEach(() => chaos({ duplicate: 0, drop: 0, delay_ms: 0, shuffle_ms: 0 }))

test('a guest buys by card and sees where every fen went', async ({ page }) => {
  await takeFromShelf(page, 'wildflower-honey')
  const phone = await giveAddress(page)
  await goToPay(page)
  await payByCard(page, CARD)

  await expectPaid(page)
  await expect(page.getByText(`138****${phone.slice(-4)}`)).toBeVisible()
  await expect(page.getByText('银行卡')).toBeVisible()
  await page.goto('/orders')
  await expect(page.getByText('山上百花蜜')).toBeVisible()
})

test('a guest pays by Alipay @once', async ({ page }) => {
  await takeFromShelf(page, 'terrace-rice')
  await giveAddress(page)
  await goToPay(page)
  await payByWallet(page, '支付宝', '确认付款')

  await expectPaid(page)
  await expect(page.getByText('支付宝')).toBeVisible()
})

test('a guest pays by WeChat Pay after the first scan failed @once', async ({ page }) => {
  await takeFromShelf(page, 'wood-ear')
  await giveAddress(page)
  await goToPay(page)
  await payByWallet(page, '微信支付', '模拟付款失败')
  await payByWallet(page, '微信支付', '模拟扫码并付款')

  await expectPaid(page)
})

test('a declined card loses nothing: another one pays @once', async ({ page }) => {
  await takeFromShelf(page, 'dried-shoots')
  await giveAddress(page)
  await goToPay(page)
  await payByCard(page, DECLINED)
  await expect(page.getByRole('alert')).toContainText('被拒绝')
  await payByCard(page, CARD)

  await expectPaid(page)
})

test('the return page settles the order when the webhook never comes @once', async ({ page }) => {
  await chaos({ drop: 1 })
  await takeFromShelf(page, 'red-rice')
  await giveAddress(page)
  await goToPay(page)
  await payByCard(page, CARD)

  await expectPaid(page)
})

test('webhooks that come twice and late change nothing @once', async ({ page }) => {
  await chaos({ duplicate: 1, delay_ms: 1500 })
  await takeFromShelf(page, 'glutinous-rice')
  await giveAddress(page)
  await goToPay(page)
  await payByCard(page, CARD)

  await expectPaid(page)
  await expect(page.getByText('付款成功', { exact: true })).toHaveCount(1)
})

test('fresh goods ask for an explicit tick, and what was typed stays @once', async ({ page }) => {
  await takeFromShelf(page, 'free-range-eggs')
  await giveAddress(page, { recipientName: '李秋' })
  await page.getByRole('button', { name: '去支付' }).click()

  await expect(page).toHaveURL(/\/checkout\//)
  await expect(page.getByLabel('收货人')).toHaveValue('李秋')
  await page.getByLabel(/不适用七天无理由退货/).check()
  await goToPay(page)
})

test('a wrong phone number is named, in words, and nothing is lost @once', async ({ page }) => {
  await takeFromShelf(page, 'mountain-black-tea')
  await giveAddress(page)
  await page.getByLabel('手机号').fill('12345')
  await page.getByRole('button', { name: '去支付' }).click()

  await expect(page.getByText('请填 11 位手机号')).toBeVisible()
  await expect(page.getByLabel('街道、门牌')).toHaveValue(/^东街口 \d{8} 号 301$/)
})

test.describe('without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false })

  test('the whole path is forms', async ({ page }) => {
    await takeFromShelf(page, 'tea-tree-mushroom')
    await giveAddress(page)
    await goToPay(page)
    await payByCard(page, CARD)

    await expectPaid(page)
  })
})

test('a guest finds the order on another phone by its number and phone, and by nothing less @once', async ({
  page,
  browser,
}) => {
  await takeFromShelf(page, 'longan-honey')
  const phone = await giveAddress(page)
  await goToPay(page)
  await payByCard(page, CARD)
  await expectPaid(page)
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')

  const other = await (await browser.newContext()).newPage()
  await other.goto(`/orders/${number}`)
  await expect(other.getByText('王小明')).toHaveCount(0)
  await other.goto('/orders/find')
  await other.getByLabel('订单号').fill(number)
  await other.getByLabel('下单手机号').fill('13900000000')
  await other.getByRole('button', { name: '查订单' }).click()
  await expect(other.getByText('没有找到对得上的订单')).toBeVisible()
  await other.getByLabel('下单手机号').fill(phone)
  await other.getByRole('button', { name: '查订单' }).click()
  await expect(other.getByRole('heading', { name: /付款成功/ })).toBeVisible()
  await other.context().close()
})
