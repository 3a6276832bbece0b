import { expect, test, type Browser, type Page } from '@playwright/test'
import {
  accountant,
  anotherPerson,
  anotherPhone,
  expectAccessible,
  expectPaid,
  giveAddress,
  goToPay,
  payByCard,
  signIn,
  takeFromShelf,
} from './steps.ts'

const operator = '13900000016'

test('a dispute lost, one won, and the operator counts what is at Stripe: it agrees to the fen @once', async ({
  page,
  browser,
}) => {
  // Two people buy, two work, and the bank decides twice. What is at Stripe is there once for both projects.
  test.setTimeout(180_000)
  const [lost, won] = [await aDisputedOrder(browser), await aDisputedOrder(browser)]
  await signIn(page, operator)
  await decide(page, { number: lost.number, press: '败诉', state: '败诉' })
  await decide(page, { number: won.number, press: '提交证据并胜诉', state: '胜诉' })
  await expectAccessible(page)

  // Who sold it sees why it can't be refunded; who bought it sees what came back, and is not frightened.
  const coop = await anotherPerson(browser, accountant, page)
  await coop.goto(`/coop/org_coop-yiyou/orders/${lost.number}`)
  await expect(coop.getByRole('heading', { name: '支付争议' })).toBeVisible()
  await expect(coop.getByText('不能再退一次')).toBeVisible()
  await expect(coop.getByRole('button', { name: '先看谁承担' })).toHaveCount(0)
  await expectAccessible(coop)
  await coop.goto(`/coop/org_coop-yiyou/orders/${won.number}`)
  await expect(coop.getByRole('button', { name: '先看谁承担' })).toBeVisible()
  for (const [{ buyer }, returned] of [
    [lost, 1],
    [won, 0],
  ] as const) {
    await buyer.reload()
    await expect(buyer.getByText('已退回给您')).toHaveCount(returned)
    await expect(buyer.getByText('争议')).toHaveCount(0)
    await expectAccessible(buyer)
  }

  await page.goto('/platform/clearing')
  await page.getByRole('button', { name: '现在核对' }).click()
  await expect(page.getByText('值班员 核对').or(page.getByText('复核员 核对')).first()).toBeVisible()

  const unexplained = page.locator('dl > div').filter({ hasText: '说不清的' })
  await expect(unexplained.first()).toContainText('¥0.00')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expectAccessible(page)

  await page.getByRole('link', { name: /核对/ }).first().click()
  await expect(page.getByRole('heading', { name: /的核对/ })).toBeVisible()
})

/** Paid with Stripe's test card whose holder objects at once. */
async function aDisputedOrder(browser: Browser) {
  const buyer = await anotherPhone(browser)
  await takeFromShelf(buyer, 'comb-honey')
  await giveAddress(buyer)
  await goToPay(buyer)
  await payByCard(buyer, '4000 0000 0000 0259')
  await expectPaid(buyer)
  return { buyer, number: decodeURIComponent(new URL(buyer.url()).pathname.split('/').at(-1) ?? '') }
}

/** What the bank decides, on the page that stands in for Stripe's; the shop hears of it by letter. */
async function decide(
  page: Page,
  { number, press, state }: { number: string; press: string; state: string },
) {
  const dispute = page.getByRole('link', { name: new RegExp(number) })
  await expect(async () => {
    await page.goto('/platform/disputes')
    await expect(dispute).toContainText('等我们提交证据', { timeout: 500 })
  }).toPass({ timeout: 20_000 })
  await dispute.click()
  await expect(page.getByRole('heading', { name: '败诉的话谁承担' })).toBeVisible()
  const [stripe] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '到 Stripe 提交证据' }).click(),
  ])
  await stripe.getByRole('button', { name: press }).click()
  await expect(stripe.getByRole('button')).toHaveCount(0)
  await stripe.close()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(state, { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 20_000 })
}
