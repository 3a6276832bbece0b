import { expect, test } from '@playwright/test'
import { accountant, anotherPerson, expectAccessible, signIn } from './steps.ts'

const director = '13900000014'
const debtor = '黄开花家'

test('one proposes what a member’s debt is written off by, and another decides @once', async ({
  page,
  browser,
}) => {
  // The debt is there once for both projects.
  test.setTimeout(120_000)
  await signIn(page, accountant)
  await page.goto('/coop/org_coop-yiyou/write-offs')
  await expect(page.getByRole('heading', { name: debtor })).toContainText('¥86.40')
  await expectAccessible(page)

  await page.getByLabel('核销多少（元）').fill('0')
  await page.getByLabel('为什么核销').fill('短')
  await page.getByRole('button', { name: `给${debtor}提出核销` }).click()
  await expect(page.getByLabel('核销多少（元）')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('为什么核销')).toHaveValue('短')
  await expectAccessible(page)
  await page.getByLabel('核销多少（元）').fill('90')
  await page.getByLabel('为什么核销').fill('遭了台风，今年没有收成')
  await page.getByRole('button', { name: `给${debtor}提出核销` }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('核销多少（元）').fill('60')
  await page.getByRole('button', { name: `给${debtor}提出核销` }).click()
  await expect(page.getByText('等另一位同事审批').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '批准核销' })).toHaveCount(0)
  await expectAccessible(page)

  const other = await anotherPerson(browser, director, page)
  await other.goto('/coop/org_coop-yiyou/write-offs')
  await expect(other.getByText('遭了台风，今年没有收成')).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('button', { name: '不批准' }).click()
  await expect(other.getByText('黄长庚审批')).toBeVisible()

  await page.reload()
  await page.getByLabel('核销多少（元）').fill('60')
  await page.getByLabel('为什么核销').fill('理事会同意，由合作社承担')
  await page.getByRole('button', { name: `给${debtor}提出核销` }).click()
  await expect(page.getByText('等另一位同事审批').first()).toBeVisible()
  await other.reload()
  await other.getByRole('button', { name: '批准核销' }).click()
  await expect(other.getByRole('heading', { name: debtor })).toContainText('¥26.40')
  await expect(other.getByLabel('核销多少（元）')).toHaveValue('26.40')
  await expect(other.getByRole('listitem').filter({ hasText: '理事会同意' })).toContainText('已核销')
  await expectAccessible(other)
  await other.context().close()
})
