import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, callOff, declare, expectAccessible, queueSale, secretary, signIn } from './steps.ts'

const title = '先彩排一遍'
const band = (page: Page) => page.getByText('彩排中 · 外面的人看不到')

/** A plan for later, with two products in its show and one sale in its queue. */
async function aPlan(host: Page): Promise<void> {
  await host.goto('/studio')
  await host.getByLabel('直播名称').fill(title)
  await host.getByRole('radio', { name: '120 分钟后' }).check({ force: true })
  await declare(host)
  await host.getByRole('button', { name: '安排好了' }).click()
  await expect(host.getByRole('button', { name: '彩排一遍' })).toBeVisible()
  await queueSale(host, { priceYuan: '39.90', total: '3', perBuyerLimit: '1' })
  await host.getByRole('link', { name: '排节目单' }).click()
  const written = host.getByRole('main').getByRole('textbox', { name: /要说的话/ })
  for (const count of [1, 2]) {
    await host.getByRole('button', { name: '加进节目单' }).click()
    await expect(written).toHaveCount(count)
  }
  await host.getByRole('link', { name: '返回直播台' }).click()
}

test('a whole sale is practised with scripted buyers, and nobody outside sees it', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(host, secretary)
  await aPlan(host)
  await host.getByRole('button', { name: '彩排一遍' }).click()
  await expect(host).toHaveURL(/\/studio\/sessions\/rehearsal_/)
  await expect(band(host)).toBeVisible()
  await expectAccessible(host)
  await host.getByRole('button', { name: '开始直播' }).click()
  await host.getByRole('button', { name: '打开摄像头' }).click()
  await expect(host.getByText('画面已播出').first()).toBeVisible()
  const room = (await host.getByRole('link', { name: '看直播间' }).getAttribute('href'))!

  await test.step('to strangers it is not there', async () => {
    const stranger = await anotherPhone(browser)
    for (const address of [room, `${room}/picture.json`, `${room}/calendar.ics`, `${room}/complaints`])
      expect((await stranger.request.get(address)).status()).toBe(404)
    await stranger.goto('/live')
    await expect(stranger.getByRole('link', { name: `加入日历：${title}` })).toHaveCount(1)
    await expect(stranger.locator('a[href*=rehearsal_]')).toHaveCount(0)
    await stranger.context().close()
  })

  await test.step('it is pressed through like a session, with buyers who say what they are', async () => {
    await host
      .getByRole('button', { name: /^讲解：/ })
      .first()
      .click()
    const now = host.getByRole('region', { name: '正在讲解' })
    await now.getByRole('button', { name: '开抢' }).click()
    // Chance may have all of them think about it first, for twenty seconds and more.
    await expect(host.getByText(/待付 [1-3]/).first()).toBeVisible({ timeout: 60_000 })
    await host.getByText('加货 / 收回').first().click()
    await host.getByRole('button', { name: '加 10 份', exact: true }).first().click()
    await expect(host.getByText('共 13 份').first()).toBeVisible()
    await host.getByText('急停：全部停抢').click()
    await host.getByRole('button', { name: '立刻全部停下' }).click()
    await host.getByRole('button', { name: '全部恢复' }).click()
    await now.getByRole('button', { name: '售罄，讲下一件' }).click()
    await expect(host.getByText('已售罄')).toBeVisible()
  })

  await test.step('its room says what it is, and asks for no money', async () => {
    const watching = await host.context().newPage()
    await watching.goto(room)
    await expect(band(watching)).toBeVisible()
    // A phone shows the newest line alone.
    await expect(watching.getByText(/彩排买家·/).last()).toBeVisible()
    // Written in once the room is on the line: a tap before that is a form, and leads on to the checkout.
    await expect(watching.getByPlaceholder(/问问产地/)).toBeVisible()
    await watching.getByRole('button', { name: '抢', exact: true }).click()
    await expect(watching.getByText('抢到了 · 彩排不付款')).toBeVisible()
    await expectAccessible(watching)
    await watching.close()
  })

  await test.step('OBS sends into it with the key of the plan, which stays right for the session', async () => {
    await host.getByText('用 OBS 推流').click()
    await expect(host.getByText('彩排和正式直播用同一把密钥')).toBeVisible()
    await host.getByRole('button', { name: '生成串流密钥' }).click()
    const key = host.getByRole('code').filter({ hasText: /^live_.+\.[0-9a-f]{32}$/ })
    await expect(key).toBeVisible()
  })

  await test.step('until it ends, nothing real begins; then it says what was tried', async () => {
    const plan = await host.context().newPage()
    await plan.goto('/studio')
    await plan.getByRole('button', { name: '开始直播' }).click()
    await expect(plan.getByRole('alert')).toContainText('彩排还没结束')
    await plan.getByRole('button', { name: '彩排一遍' }).click()
    await expect(band(plan)).toBeVisible()
    await plan.close()

    await host.getByText('结束直播', { exact: true }).click()
    await host.getByRole('button', { name: '确定结束直播' }).click()
    await expect(host.getByRole('heading', { name: '彩排结束' })).toBeVisible()
    await expect(host.getByRole('status')).toHaveText('该试的都试过了，可以开播。')
    await expectAccessible(host)
    await host.getByRole('link', { name: '回直播台' }).click()
  })

  // The village is left as it was found.
  await callOff(host)
})
