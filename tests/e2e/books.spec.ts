import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { accountant, anotherPerson, buy, expectAccessible } from './steps.ts'

test('the cooperative sees the fen of a sale, why, and that its book balances @once', async ({
  page,
  browser,
}) => {
  await buy(page, 'comb-honey')
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
  const receipt = await page.locator('main').innerText()
  const ours = /合作社[^¥]*¥([\d.]+)/.exec(receipt)?.[1]

  const coop = await anotherPerson(browser, accountant, page)
  await coop.goto('/coop')
  await expect(coop.getByText('待结算').first()).toBeVisible()
  await coop
    .getByRole('link', { name: new RegExp(number) })
    .first()
    .click()
  await expect(coop.getByRole('heading', { name: '这一单怎么分' })).toBeVisible()
  await expect(coop.getByText(`¥${ours}`).first()).toBeVisible()
  await expect(coop.getByText(/honey 第 1 版/)).toBeVisible()
  await coop.getByRole('link', { name: '返回' }).first().click()
  await coop.getByRole('link', { name: '账簿' }).click()
  await expect(coop.getByRole('heading', { name: '科目余额表' })).toBeVisible()
  // The books count what is sealed, which a job does every few seconds: they balance before this sale is, too.
  await coop.getByRole('link', { name: '导出' }).click()
  const journal = coop.getByRole('listitem').filter({ hasText: 'hledger 日记账' }).getByRole('link')
  await expect(journal).toBeVisible()
  await expect(async () => {
    await coop.reload()
    const exported = await coop.request.get((await journal.getAttribute('href'))!)
    expect(await exported.text()).toContain(number)
  }).toPass({ timeout: 20_000 })
  await coop.goBack()
  await coop.reload()
  await expect(coop.getByText('借贷相等')).toBeVisible()

  // Every figure opens to its lines, and a line to its voucher.
  await coop.getByRole('link', { name: '资产负债表' }).click()
  await expect(coop.getByText('资产总计等于负债和所有者权益总计')).toBeVisible()
  await coop.getByText('应收款项', { exact: true }).click()
  await coop.getByRole('link', { name: /113\.platform/ }).click()
  await coop
    .getByRole('link', { name: /^\d{4}-\d\d-\d+$/ })
    .first()
    .click()
  await expect(coop.getByRole('heading', { name: /^记字 .* 第 \d+ 号$/, level: 2 })).toBeVisible()

  // A correction that is not right yet is not booked, and loses nothing of what was typed.
  await coop.getByRole('link', { name: '更正这张凭证' }).click()
  await coop.getByLabel('借方').selectOption({ index: 1 })
  await coop.getByLabel('贷方').selectOption({ index: 2 })
  await coop.getByLabel('金额').fill('十元')
  await coop.getByLabel('更正原因').fill('记错了科目')
  await coop.getByRole('button', { name: '记入更正' }).click()
  await expect(coop.getByRole('alert')).toContainText('有几处没有填对')
  await expect(coop.getByLabel('金额')).toHaveValue('十元')
  await expect(coop.getByLabel('更正原因')).toHaveValue('记错了科目')
  await expectAccessible(coop)

  await coop.getByRole('link', { name: '导出' }).click()
  const [file] = await Promise.all([coop.waitForEvent('download'), journal.click()])
  expect(file.suggestedFilename()).toMatch(/^coop-yiyou-.*-block\d+\.journal$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toContain(number)
  expect(text).toMatch(/\n; block \d+ [0-9a-f]{64}\n$/)
  await coop.context().close()
})

test('a book is closed to those it does not belong to @once', async ({ page, browser }) => {
  await page.goto('/coop')
  await expect(page).toHaveURL(/sign-in/)

  const other = await anotherPerson(browser, accountant, page)
  const answer = await other.goto('/coop/org_coop-longdi')
  expect(answer?.status()).toBe(403)
  await other.context().close()
})
