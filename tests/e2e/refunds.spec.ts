import { expect, test } from '@playwright/test'
import { accountant, anotherPerson, buy, expectAccessible } from './steps.ts'

test('the cooperative refunds a part, sees before who bears it, and the buyer gets it back @once', async ({
  page,
  browser,
}) => {
  await buy(page, 'comb-honey')
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')

  const coop = await anotherPerson(browser, accountant, page)
  await coop.goto('/coop')
  await coop.getByRole('link', { name: '订单', exact: true }).click()
  await expect(coop.getByRole('heading', { name: '订单与退款' })).toBeVisible()
  await coop.getByRole('link', { name: new RegExp(number) }).click()
  await coop.getByText('质量问题').click()
  await coop.getByLabel('退多少（元）').fill('99999')
  await coop.getByRole('button', { name: '先看谁承担' }).click()
  await expect(coop.getByRole('alert')).toContainText('最多还能退')

  await coop.getByLabel('退多少（元）').fill('10')
  await coop.getByRole('button', { name: '先看谁承担' }).click()
  await expect(coop.getByRole('heading', { name: '这笔退款由谁承担' })).toBeVisible()
  const look = coop.getByRole('table', { name: '这笔退款由谁承担' })
  await expect(look.getByRole('row', { name: /农户/ })).toBeVisible()
  await expect(look.getByRole('row', { name: /合计/ })).toContainText('¥10.00')
  const seen = await look.innerText()
  await expectAccessible(coop)

  // Sent from a page that somebody else has overtaken, it is refused and books nothing.
  const stale = await coop.context().newPage()
  await stale.goto(coop.url())
  await coop.getByRole('button', { name: '确认退款 ¥10.00' }).click()
  await expect(coop.getByRole('heading', { name: '退过的款' })).toBeVisible()
  await expect(coop.getByText('已退回')).toBeVisible()
  expect(await coop.getByRole('table', { name: '这笔退款由谁承担' }).innerText()).toBe(seen)
  await stale.getByRole('button', { name: '确认退款 ¥10.00' }).click()
  await expect(stale.getByRole('alert')).toContainText('刚刚已经退过')

  await coop.goto('/coop/org_coop-yiyou')
  await coop
    .getByRole('link', { name: new RegExp(`退款[^]*${number}`) })
    .first()
    .click()
  await expect(coop.getByText('我们退回')).toBeVisible()
  await expect(coop.getByText(/^其中已退 ¥[\d.]+$/).first()).toBeVisible()
  await expectAccessible(coop)

  await page.reload()
  const refunds = page.getByRole('listitem').filter({ hasText: '已原路退回' })
  await expect(refunds).toContainText('¥10.00')
  await expect(page.getByText('卖家同意退款')).toBeVisible()
  await expectAccessible(page)
  await coop.context().close()
})
