import { expect, test } from '@playwright/test'
import { anotherPerson, buy, expectAccessible, signIn } from './steps.ts'

const officers = { longdi: '13900000031', ally: '13900000032' }
const ally = '示例一村股份经济合作社（虚构）'

test('an alliance shares a sale, and two villages agree on new terms @once', async ({ page, browser }) => {
  // Terms follow each other, and both projects share a shop.
  test.setTimeout(180_000)
  await buy(page, 'tieguanyin-light')

  await page.getByRole('link', { name: '茶香月嫂' }).click()
  await expect(page.getByRole('heading', { name: '15 个村一起分' })).toBeVisible()
  await expect(page.getByRole('table', { name: '各村分到的钱' }).getByText(ally)).toBeVisible()
  await expectAccessible(page)

  await signIn(page, officers.longdi)
  await page.goto('/coop')
  await page.getByRole('link', { name: '抱团', exact: true }).click()
  await page.getByLabel('平均分的部分').fill('30')
  await page.getByLabel('示例十四村股份经济合作社（虚构）').fill('')
  await page.getByLabel('为什么改').fill('示例十四村退出')
  await page.getByRole('button', { name: '提出，等另一个村同意' }).click()
  await expect(page.getByText('等另一个村的同事同意。')).toBeVisible()
  await expect(page.getByRole('button', { name: '同意', exact: true })).toHaveCount(0)
  await expectAccessible(page)

  const other = await anotherPerson(browser, officers.ally, page)
  await other.goto('/coop')
  await other.getByRole('link', { name: '抱团', exact: true }).click()
  await other.getByRole('button', { name: '同意', exact: true }).click()
  await expect(other.getByRole('heading', { name: /已同意/ })).toHaveCount(2)

  // Not before its month: today the fifteen still share.
  await page.goto('/alliances/chaxiang-yuesao')
  await expect(page.getByRole('heading', { name: '15 个村一起分' })).toBeVisible()
  await expect(page.getByText('14 个村，30% 平均分')).toBeVisible()
})
