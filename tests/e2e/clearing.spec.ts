import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './steps.ts'

/** Each project signs in as somebody else: codes are few, and both share a shop. */
const operators: Record<string, string> = { phone: '13900000016', desktop: '13900000013' }

test('the operator counts what is at Stripe, and it agrees with the books to the fen', async ({ page }, {
  project,
}) => {
  await signIn(page, operators[project.name]!)
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
