import { expect, test } from '@playwright/test'
import { accountant, expectAccessible, signIn } from './steps.ts'

const REGISTER = '/coop/org_coop-yiyou/register'
const paper = { name: '出资收据.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(100_000, 'paper') }

test('a member sees what of the cooperative is hers, and is two taps from the proof', async ({ page }) => {
  await signIn(page, '13900000022')
  await page.goto('/member')
  await page.getByRole('link', { name: '社里有多少是我的，为什么' }).click()

  await expect(page.getByRole('heading', { name: '我的成员账户' })).toBeVisible()
  for (const words of ['缴纳出资', '公积金量化', '财政补助量化', '入社'])
    await expect(page.getByText(words, { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '看凭证和证明' }).last().click()
  await expect(page.getByText('成员缴纳出资')).toBeVisible()
  await expect(page.getByText('¥6,000.00').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: '入账证明' })).toBeVisible()
  await expectAccessible(page)
})

test('staff record a contribution with its paper, and the equity table agrees with the book', async ({
  page,
}, { project }) => {
  await signIn(page, accountant)
  await page.goto(REGISTER)
  await expectAccessible(page)
  await page.getByRole('link', { name: /林水木/ }).click()
  await expect(page.getByRole('heading', { name: '林水木的成员账户' })).toBeVisible()
  await expectAccessible(page)
  // Each project its own amount, as both share a shop.
  const yuan = project.name === 'phone' ? '123.45' : '67.89'
  await page.getByText('缴纳出资', { exact: true }).first().click()
  await page.getByLabel('金额（元）').fill('十块')
  await page.getByLabel('出资收据或回单').setInputFiles(paper)
  await page.getByRole('button', { name: '记下出资' }).click()
  await expect(page.getByText('请填金额')).toBeVisible()
  await page.getByLabel('金额（元）').fill(yuan)
  await page.getByLabel('出资收据或回单').setInputFiles(paper)
  await page.getByRole('button', { name: '记下出资' }).click()
  await expect(page.getByText(`¥${yuan}`).first()).toBeVisible()
  await expect(page.getByText('依据：出资收据.pdf').first()).toBeVisible()

  await page.goto('/coop/org_coop-yiyou/accounts/equity')
  await expect(page.getByText('和账上对得上吗')).toBeVisible()
  await expect(page.getByText('成员合计和账上不一样')).toHaveCount(0)
  await expect(page.getByRole('rowheader', { name: '林水木', exact: true })).toBeVisible()
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^coop-yiyou-equity-\d{4}\.csv$/)
})

test('who belongs asks to leave: it is written down, and a wrong day is refused in words @once', async ({
  page,
}) => {
  await signIn(page, accountant)
  await page.goto(REGISTER)
  await page.getByRole('link', { name: /许春生/ }).click()
  const ask = async (day: string) => {
    await page.getByText('退社、去世或除名').click()
    await page.getByLabel('申请或发生的日期').fill(day)
    await page.getByLabel('申请书、决议或证明').setInputFiles(paper)
    await page.getByRole('button', { name: '记下', exact: true }).click()
  }
  await ask('2025-06-30')
  await expect(page.getByText('这个日期的年度已经结账')).toBeVisible()
  await page.reload()
  await ask(new Date().toISOString().slice(0, 10))
  await expect(page.getByText('资格到')).toBeVisible()
  await expect(page.getByText('申请退社').first()).toBeVisible()
})
