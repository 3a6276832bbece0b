import pg from 'pg'
import { expect, test, type Page } from '@playwright/test'
import {
  anotherPhone,
  endSession,
  expectAccessible,
  giveAddress,
  goOnAir,
  secretary,
  signIn,
} from './steps.ts'

// One room for both.
test.describe.configure({ mode: 'serial' })

const drawOf = (page: Page) => page.getByRole('region', { name: '抽奖' })

async function offer(host: Page, draw: { prize: string; valueYuan: string }): Promise<void> {
  await host
    .getByText(/^(发起抽奖|再抽一次)$/)
    .first()
    .click()
  await host.getByLabel('奖品', { exact: true }).fill(draw.prize)
  await host.getByLabel('每份参考价（元）').fill(draw.valueYuan)
  await host.getByLabel('谁送的').fill('蜂农老王')
  await host.getByRole('radio', { name: '1 分钟' }).check({ force: true })
  await host.getByText('发起抽奖', { exact: true }).last().click()
  await host.getByRole('button', { name: '确定发起' }).click()
}

/** The minute that a draw takes at least has passed: the tables' owner alone can say so. */
async function letTheTimeBeUp(): Promise<void> {
  const owner = new pg.Client(process.env.E2E_DATABASE_URL)
  await owner.connect()
  await owner.query(`
    set session_replication_role = replica;
    update lucky_draw set offered_at = now() - interval '1 minute', closes_at = now() where drawn_at is null`)
  await owner.end()
}

test('two people enter a draw for free, one wins and has the prize sent, and both can make it again', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(90_000)
  await signIn(host, secretary)
  const room = await goOnAir(host, '山里送蜜')
  const [first, second] = [await anotherPhone(browser), await anotherPhone(browser)]
  await Promise.all([first, second].map((viewer) => viewer.goto(room)))
  await expect(drawOf(first)).toHaveCount(0)

  await offer(host, { prize: '金条一根', valueYuan: '50000.01' })
  await expect(host.getByRole('alert')).toContainText('不能超过 5 万元')
  await host.getByLabel('奖品', { exact: true }).fill('土蜂蜜 500 克一瓶')
  await host.getByLabel('每份参考价（元）').fill('59')
  await expectAccessible(host)
  await host.getByRole('button', { name: '确定发起' }).click()
  await expect(host.getByText('发起后谁也不能改')).toBeVisible()

  for (const viewer of [first, second]) await expect(drawOf(viewer)).toContainText('蜂农老王 赠送')
  await drawOf(first).getByRole('button', { name: '免费参加' }).click()
  await expect(drawOf(first).getByRole('button', { name: '已参加，您是第 1 号' })).toBeVisible()
  await expect(drawOf(second)).toContainText('现在 1 人参加，人人有奖')
  await expectAccessible(second)
  await drawOf(second).getByRole('button', { name: '免费参加' }).click()
  for (const viewer of [host, first, second])
    await expect(viewer.getByText('现在 2 人参加，抽 1 人')).toBeVisible()
  await expectAccessible(host)

  // By another tab that does not know of the entry: it is told the same number, kindly.
  const tab = await second.context().newPage()
  await tab.goto(room)
  await expect(drawOf(tab).getByRole('button', { name: '已参加，您是第 2 号' })).toBeVisible()
  const again = await second.context().request.post(await entering(second), {
    form: { claimKey: crypto.randomUUID(), answer: 'json' },
  })
  expect(await again.json()).toMatchObject({ ok: true, value: { number: 2 } })

  await letTheTimeBeUp()
  await expect(drawOf(first).getByText(/恭喜，您中奖了|这次没有抽中/)).toBeVisible()
  await expect(drawOf(second).getByText(/恭喜，您中奖了|这次没有抽中/)).toBeVisible()
  const hasFirstWon = await drawOf(first).getByText('恭喜，您中奖了').isVisible()
  const [winner, loser] = hasFirstWon ? [first, second] : [second, first]
  await expect(drawOf(loser).getByText('这次没有抽中')).toBeVisible()
  await expect(drawOf(loser)).toContainText('已开奖，2 人参加')
  await Promise.all([winner, loser].map(expectAccessible))

  await drawOf(winner).getByRole('link', { name: '去填收货地址' }).click()
  await expect(winner.getByRole('heading', { name: /土蜂蜜 500 克一瓶/ })).toBeVisible()
  await expectAccessible(winner)
  const phone = await giveAddress(winner)
  await winner.getByRole('button', { name: '保存地址' }).click()
  await expect(winner.getByText('地址收到了，等村里寄出')).toBeVisible()

  await host.goto('/studio')
  await host.getByRole('link', { name: '中奖名单' }).click()
  await expect(host.getByText(phone)).toBeVisible()
  await host.getByLabel('快递公司').fill('中国邮政')
  await host.getByLabel('快递单号').fill('ems 1234 5678')
  await expectAccessible(host)
  await host.getByRole('button', { name: '标为已寄出' }).click()
  await expect(host.getByText('EMS12345678')).toBeVisible()
  await winner.reload()
  await expect(winner.getByText('奖品已寄出')).toBeVisible()
  await expect(winner.getByText('EMS12345678')).toBeVisible()

  await drawOf(loser).getByRole('link', { name: '看结果，自己验证' }).click()
  await expect(loser.getByText('这次没有抽中')).toBeVisible()
  await expect(loser.getByText(phone)).toHaveCount(0)
  await loser.getByRole('button', { name: '在我的浏览器里重算一遍' }).click()
  await expect(loser.getByText('已用全部 2 个号码重算')).toBeVisible()
  await expect(loser.getByText('✓ 中奖的正是排在最前面的人')).toBeVisible()
  await expect(loser.getByText('✗')).toHaveCount(0)
  await expectAccessible(loser)
  await Promise.all([first, second].map((viewer) => viewer.context().close()))
})

const entering = async (viewer: Page) => (await drawOf(viewer).locator('form').getAttribute('action')) ?? ''

test(
  'a page without scripts enters, and tells whoever comes too late',
  { tag: '@once' },
  async ({ page: host, browser }) => {
    await signIn(host, secretary)
    await host.goto('/studio')
    const room = (await host.getByRole('link', { name: '看直播间' }).getAttribute('href')) ?? ''
    await offer(host, { prize: '干笋两包', valueYuan: '30' })
    await expect(host.getByText('发起后谁也不能改')).toBeVisible()

    const plain = await anotherPhone(browser, { javaScriptEnabled: false })
    await plain.goto(room)
    await drawOf(plain).getByRole('button', { name: '免费参加' }).click()
    await expect(plain).toHaveURL(/\/draws\/draw_/)
    await expect(plain.getByText('已参加，您是第 1 号')).toBeVisible()
    const address = `${new URL(plain.url()).pathname}/enter`

    const late = await anotherPhone(browser, { javaScriptEnabled: false })
    await late.goto(room)
    await letTheTimeBeUp()
    await drawOf(late).getByRole('button', { name: '免费参加' }).click()
    await expect(late).toHaveURL(/refused=draw_closed/)
    await expect
      .poll(async () => (await late.request.get(address.replace('/enter', '/entries.json'))).json())
      .toMatchObject({ draw: { entries: 1, seed: expect.stringMatching(/^[0-9a-f]{64}$/) } })
    await plain.reload()
    await expect(plain.getByText('恭喜，您中奖了')).toBeVisible()
    await endSession(host)
    await Promise.all([plain, late].map((one) => one.context().close()))
  },
)
