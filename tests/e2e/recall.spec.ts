import { expect, test } from '@playwright/test'
import { accountant, anotherPhone, buy, expectAccessible, signIn, takeFromShelf } from './steps.ts'

/** A lot stays recalled: no later test buys of it. */
const goods = { slug: 'honey-gift-box', name: '四季蜜礼盒' }

test('the cooperative recalls a lot: it says what will stop, all of it stops, and buyers read why @once', async ({
  page: coop,
  browser,
}) => {
  const { slug, name } = goods
  const paid = await anotherPhone(browser)
  await buy(paid, slug)
  const holder = await anotherPhone(browser)
  await takeFromShelf(holder, slug)

  await signIn(coop, accountant)
  await coop.goto('/coop')
  await coop.getByRole('link', { name: '批次' }).click()
  await expect(coop.getByRole('heading', { name: '批次' })).toBeVisible()
  await expectAccessible(coop)
  await coop
    .getByRole('link', { name: new RegExp(`${name}[^]*场在卖`) })
    .first()
    .click()
  await expect(coop.getByText(/停掉 \d+ 场抢购和货架/)).toBeVisible()
  await expect(coop.getByText(/^1 份已抢到还没付完款的/)).toBeVisible()
  await expect(coop.getByText(/已付款的 1 单不会自动退款/)).toBeVisible()
  await expectAccessible(coop)

  await coop.getByLabel('召回原因').fill('检出农残超标')
  await coop.getByRole('button', { name: '确定召回' }).click()
  await expect(coop.getByText('请先勾选确认。')).toBeVisible()
  await expect(coop.getByLabel('召回原因')).toHaveValue('检出农残超标')
  await coop.getByLabel('我已核对批次').check()
  await coop.getByRole('button', { name: '确定召回' }).click()

  await expect(coop.getByText('这一批已召回，不再销售')).toBeVisible()
  await expect(coop.getByText(/\S+ 召回 · /)).toBeVisible()
  await expect(coop.getByText('原因：检出农残超标')).toBeVisible()
  await expect(coop.getByText('用了这批货的已付款订单：1 单')).toBeVisible()
  await expect(coop.getByRole('button', { name: '确定召回' })).toHaveCount(0)
  await expectAccessible(coop)

  await holder.reload()
  await expect(holder.getByText('保留时间到了')).toBeVisible()
  await holder.goto(`/products/${slug}`)
  await expect(holder.getByText('这一批货已召回，不再销售')).toBeVisible()
  await expect(holder.getByText(/召回原因：检出农残超标/)).toBeVisible()
  await expect(holder.getByRole('button', { name: '立即购买' })).toHaveCount(0)
  await expectAccessible(holder)
  await paid.reload()
  await expect(paid.getByText(/您买的批次 \S+ 已召回/)).toBeVisible()
  await Promise.all([paid, holder].map((page) => page.context().close()))
})

test('lots are their cooperative’s business alone @once', async ({ page }) => {
  await page.goto('/coop/org_coop-longdi/lots')
  await expect(page).toHaveURL(/sign-in/)
  await signIn(page, accountant)
  expect((await page.goto('/coop/org_coop-longdi/lots'))?.status()).toBe(403)
})
