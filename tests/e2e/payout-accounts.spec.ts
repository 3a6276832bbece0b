import { expect, test, type Route } from '@playwright/test'
import { anotherPhone, expectAccessible, signIn } from './steps.ts'

const operators: Record<string, string> = { phone: '13900000013', desktop: '13900000016' }
const accounts = '/platform/payouts/accounts'

test('says beside each field what is wrong with it, also without JavaScript, and loses nothing that was typed @once', async ({
  browser,
}) => {
  const page = await anotherPhone(browser, { javaScriptEnabled: false })
  await signIn(page, operators.phone!)
  await page.goto(accounts)
  const whose = page.getByLabel('谁的')
  const [party = ''] = await whose
    .locator('option')
    .filter({ hasText: '合作社' })
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
  await whose.selectOption(party)
  await page.getByLabel('账户类型').selectOption('person')
  await page.getByLabel('户名').fill('张三')
  await page.getByLabel('开户银行').fill('中国农业银行')
  await page.getByLabel('账号', { exact: true }).fill('12-34')
  await page.getByRole('button', { name: '保存账户' }).click()

  await expect(page.getByLabel('账号', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('银行账号是 8 到 30 位数字')).toBeVisible()
  await expect(page.getByLabel('户名')).toHaveValue('张三')
  await expect(whose).toHaveValue(party)
  await page.getByLabel('账号', { exact: true }).fill('6222 0202 0011 2233 445')
  await page.getByRole('button', { name: '保存账户' }).click()

  await expect(page.getByText('户名必须和单位名称一字不差。')).toBeVisible()
  await expect(page.getByLabel('户名')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('账户类型')).toHaveValue('person')
  await expect(page.getByLabel('账号', { exact: true })).toHaveValue('6222 0202 0011 2233 445')
  await page.getByLabel('户名').fill(await whose.locator('option:checked').innerText())
  await page.getByRole('button', { name: '保存账户' }).click()
  await expect(page.getByText('单位的钱不能进个人账户')).toBeVisible()
  await expect(page.getByLabel('账户类型')).toHaveAttribute('aria-invalid', 'true')
  await page.context().close()
})

test('follows what was chosen before the scripts had come @once', async ({ page }) => {
  await signIn(page, operators.phone!)
  const scripts: Route[] = []
  await page.route('**/assets/entry.client*', (route) => void scripts.push(route))
  await page.goto(accounts, { waitUntil: 'commit' })
  await page.getByLabel('谁的').selectOption({ label: '刘明远家' })
  await page.getByLabel('收款方式').selectOption('stripe')
  await expect(page.getByLabel('账户类型')).toHaveValue('organisation')
  for (const script of scripts) await script.continue()
  await expect(page.getByLabel('账户类型')).toHaveValue('person')
  await expect(page.getByText('acct_ 开头。')).toBeVisible()
  await expect(page.getByLabel('谁的').locator('option:checked')).toHaveText('刘明远家')
})

test('follows whose account it is, and by which way it is paid', async ({ page }, { project }) => {
  await signIn(page, operators[project.name]!)
  // The page asks where its links lead as soon as it listens; what is chosen before that is the test above.
  const listens = page.waitForRequest('**/__manifest?*')
  await page.goto(accounts)
  await listens
  await expect(page.getByLabel('账户类型')).toHaveValue('organisation')
  await expect(page.getByLabel('户名')).not.toHaveValue('')
  await page.getByLabel('谁的').selectOption({ label: '刘明远家' })
  await expect(page.getByLabel('账户类型')).toHaveValue('person')
  await expect(page.getByLabel('户名')).toHaveValue('')
  await page.getByLabel('收款方式').selectOption('stripe')
  await expect(page.getByLabel('开户银行')).toBeHidden()
  await expect(page.getByText('acct_ 开头。')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('收款方式').selectOption('bank')
  await expect(page.getByLabel('开户银行')).toBeVisible()

  await page.getByLabel('谁的').selectOption({ index: 0 })
  await page.getByLabel('收款方式').selectOption('stripe')
  await page.getByLabel('账号', { exact: true }).fill('acct_12345678')
  await page.getByRole('button', { name: '保存账户' }).click()
  await expect(page.getByText('平台从自己的银行账户付款')).toBeVisible()
  await expectAccessible(page)
})
