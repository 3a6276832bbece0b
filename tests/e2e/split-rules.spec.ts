import { expect, test } from '@playwright/test'
import { accountant, anotherPerson, anotherPhone, buy, expectAccessible, signIn } from './steps.ts'

const director = '13900000014'
/** Its rule is changed: of a product that no other journey counts on. */
const product = { slug: 'longan-honey', title: '龙眼蜜' }
const rulesPage = '/coop/org_coop-yiyou/rules'

test('a rule is edited, rehearsed and proposed by one, approved by another, and splits the next sale @once', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000)
  const { slug, title } = product
  await buy(page, slug)

  const author = await anotherPerson(browser, accountant, page)
  await author.goto('/coop')
  await author.getByRole('link', { name: '分账规则' }).click()
  await expectAccessible(author)
  await author.getByRole('button', { name: `起草新一版：${title}` }).click()
  await expect(author.getByRole('heading', { name: '怎么分' })).toBeVisible()

  // What is wrong is said beside it, and nothing typed is lost.
  const step = (at: number) => author.getByRole('group', { name: `第 ${at} 步` })
  await step(3).getByLabel('百分之几').fill('一成')
  await author.getByRole('button', { name: '保存草稿' }).click()
  await expect(author.getByRole('alert')).toContainText('有几处要改')
  await expect(step(3).getByText('请填 0 到 100 的百分数')).toBeVisible()
  await expect(step(3).getByLabel('百分之几')).toHaveValue('一成')
  await expectAccessible(author)

  // Of 100.00, as typed: before anything is saved.
  const preview = author.getByRole('region', { name: '卖一单，谁得多少' })
  await step(3).getByLabel('百分之几').fill('10')
  await step(3).getByLabel('最多（元）').fill('4')
  await preview.getByLabel('货款（元）').fill('100')
  await expect(preview.getByRole('listitem').filter({ hasText: '村集体' })).toContainText('¥4.00')
  await expect(preview.getByRole('listitem').filter({ hasText: '合计' })).toContainText('¥100.00')
  await author.getByRole('button', { name: '第 3 步往上移' }).click()
  await expect(step(2).getByLabel('最多（元）')).toHaveValue('4')
  await author.getByRole('button', { name: '加一步' }).click()
  await author.getByRole('button', { name: '去掉第 5 步' }).click()
  await author.getByRole('button', { name: '保存草稿' }).click()
  await expect(author.getByText('草稿已保存')).toBeVisible()
  await expect(author.getByText('货款的 10% 给村集体，最多 4.00 元').first()).toBeVisible()

  await author.getByText('10 单', { exact: true }).click()
  await author.getByRole('button', { name: '试算', exact: true }).click()
  const rehearsed = author.getByRole('region', { name: '试算结果' })
  await expect(rehearsed).toContainText('村集体按最多额封顶')
  await expect(rehearsed).toContainText('原来')
  await expectAccessible(author)
  await author.getByLabel('为什么改').fill('村里要修蜂场的路')
  await author.getByRole('button', { name: '提交给同事审批' }).click()
  await expect(author.getByText('要由另一位同事审批')).toBeVisible()
  await expect(author.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  await expectAccessible(author)

  const approver = await anotherPerson(browser, director, page)
  await approver.goto(rulesPage)
  await approver.goto(new URL(author.url()).pathname)
  await expect(approver.getByText('理由：村里要修蜂场的路')).toBeVisible()
  await expect(approver.getByText('货款的 6% 给村集体')).toBeVisible()
  await expect(approver.getByRole('region', { name: '试算结果' })).toContainText('村集体按最多额封顶')
  await expectAccessible(approver)
  await approver.getByRole('button', { name: '批准', exact: true }).click()
  await expect(approver.getByText('起草，黄长庚审批').first()).toBeVisible()
  await expectAccessible(approver)

  await page.goto('/')
  await buy(page, slug)
  await expect(page.getByRole('listitem').filter({ hasText: '村集体' })).toContainText('¥4.00')
  await author.context().close()
  await approver.context().close()
})

test('a draft is edited without JavaScript, too @once', async ({ browser }) => {
  const page = await anotherPhone(browser, { javaScriptEnabled: false })
  await signIn(page, accountant)
  await page.goto(rulesPage)
  await page.getByRole('button', { name: '起草新一版：封盖巢蜜' }).click()
  const percents = page.getByLabel('百分之几')
  const before = await percents.count()

  await page.getByRole('button', { name: '加一步' }).click()
  await expect(percents).toHaveCount(before + 1)
  await page.getByRole('button', { name: '去掉第 2 步' }).click()
  await expect(percents).toHaveCount(before)
  await percents.last().fill('x')
  await page.getByRole('button', { name: '保存草稿' }).click()

  await expect(page.getByText('请填 0 到 100 的百分数')).toBeVisible()
  await expect(percents.last()).toHaveValue('x')
  await page.getByRole('button', { name: '不要了' }).click()
  await expect(page.getByText('已撤回').first()).toBeVisible()
  await page.context().close()
})
