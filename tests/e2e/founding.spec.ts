import { expect, test } from '@playwright/test'
import { anotherPerson, expectAccessible, signIn } from './steps.ts'

const officers = { yiyou: '13900000012', xiadang: '13900000037' }
const [yiyou, xiadang, dingcun] = ['义由村股份经济合作社', '下党村股份经济合作社', '顶村村股份经济合作社']

test('a village founds an alliance with others, and sees before what each would get @once', async ({
  page,
  browser,
}) => {
  // A village sits in one alliance, and both projects share a shop.
  test.setTimeout(120_000)
  await signIn(page, officers.yiyou)
  await page.goto('/coop')
  await page.getByRole('link', { name: '抱团', exact: true }).click()
  await expect(page.getByText('本村没有抱团')).toBeVisible()
  await page.getByRole('link', { name: '发起一个联盟' }).click()
  await expect(page.getByLabel('示例一村股份经济合作社（虚构）')).toHaveCount(0)
  await page.getByLabel('名称', { exact: true }).fill('山蜜联盟')
  await page.getByLabel('做什么').fill('几个村一起卖蜜，共用一个牌子。')
  await page.getByLabel('投入按什么算').fill('蜂箱（箱）')
  await page.getByLabel('平均分的部分').fill('40')
  await page.getByLabel(yiyou).fill('300')
  await page.getByLabel(xiadang).fill('100')
  await page.getByLabel(dingcun).fill('x')
  const shares = page.getByRole('table', { name: '联盟每分 100 元，各村得' })
  await expect(shares.getByRole('row', { name: yiyou })).toContainText('¥65.00')
  await expect(shares.getByRole('row', { name: xiadang })).toContainText('¥35.00')
  await expect(shares.getByRole('row', { name: '合计' })).toContainText('¥100.00')
  await page.getByLabel('对其他村说一句').fill('抱团卖蜜')
  await page.getByRole('button', { name: '提出，等另一个村同意' }).click()

  await expect(page.getByLabel(dingcun)).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('名称', { exact: true })).toHaveValue('山蜜联盟')
  await expectAccessible(page)
  await page.getByLabel(dingcun).fill('0')
  await expect(shares.getByRole('row', { name: '合计' })).toContainText('¥100.00')
  await page.getByRole('button', { name: '提出，等另一个村同意' }).click()
  await expect(page.getByRole('heading', { name: '待成立：山蜜联盟' })).toBeVisible()
  await expect(page.getByText('等另一个村的同事同意。')).toBeVisible()
  await expectAccessible(page)

  const other = await anotherPerson(browser, officers.xiadang, page)
  await other.goto('/coop')
  await other.getByRole('link', { name: '抱团', exact: true }).click()
  await expect(other.getByRole('heading', { name: '待成立：山蜜联盟' })).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('button', { name: '同意', exact: true }).click()
  await expect(other.getByRole('link', { name: '看公开页：山蜜联盟' })).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('link', { name: '看公开页：山蜜联盟' }).click()
  await expect(other.getByText('3 个村，40% 平均分')).toBeVisible()
  await other.context().close()
})
