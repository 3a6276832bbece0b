import { devices, expect, test, type Browser, type Page } from '@playwright/test'
import {
  accountant,
  expectPaid,
  giveAddress,
  goOnAir,
  goToPay,
  payByCard,
  queueSale,
  secretary,
  signIn,
} from './steps.ts'

// One room for all: the secretary's session goes on through these tests, each with a sale of its own.
test.describe.configure({ mode: 'serial' })

let host: Page
let room: string

async function aPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 },
    userAgent: devices['Pixel 5'].userAgent,
    locale: 'zh-CN',
  })
  return context.newPage()
}

/** Opens the sale that was queued last, and ends the one before. */
async function openNext(): Promise<void> {
  await host.goto('/studio')
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
}

async function endCurrent(): Promise<void> {
  await host.goto('/studio')
  await host.getByRole('button', { name: '结束抢购' }).click()
  await host.getByRole('button', { name: '确定结束', exact: true }).click()
  await expect(host.getByRole('button', { name: '暂停' })).toHaveCount(0)
}

test.beforeAll(async ({ browser }) => {
  host = await (
    await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'zh-CN' })
  ).newPage()
  await signIn(host, secretary)
  room = await goOnAir(host)
})
test.afterAll(() => host.context().close())

test('the host opens a sale and a viewer on a phone sees it without reloading', async ({ browser }) => {
  await queueSale(host, { priceYuan: '39.90', total: '5', perBuyerLimit: '2' })
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  await expect(viewer.getByRole('button', { name: '抢', exact: true })).toHaveCount(0)

  await openNext()

  await expect(viewer.getByRole('button', { name: '抢', exact: true }).first()).toBeEnabled()
  await viewer.context().close()
})

test('a tap claims once: a double tap, another tab and a reload show the same hold', async ({ browser }) => {
  const buyer = await aPhone(browser)
  await buyer.goto(room)
  await buyer.getByRole('button', { name: '抢', exact: true }).first().dblclick()
  await expect(buyer.getByRole('link', { name: /去付款/ }).first()).toBeVisible()

  const tab = await buyer.context().newPage()
  await tab.goto(room)
  const holds = (page: Page) =>
    page
      .getByRole('link', { name: /去付款/ })
      .first()
      .getAttribute('href')
  expect(await holds(tab)).toBe(await holds(buyer))
  await buyer.reload()
  expect(await holds(buyer)).toBe(await holds(tab))
  await expect(host.getByText('还剩', { exact: false }).first()).toBeVisible()
  await buyer.context().close()
})

test('two buyers race for the last unit: one wins, one is told, and the winner pays', async ({ browser }) => {
  await endCurrent()
  await queueSale(host, { priceYuan: '29.90', total: '1', perBuyerLimit: '1', variant: 2 })
  const buyers = await Promise.all([aPhone(browser), aPhone(browser)])
  await Promise.all(buyers.map((buyer) => buyer.goto(room)))
  await openNext()
  const button = (buyer: Page) => buyer.getByRole('button', { name: '抢', exact: true }).first()
  await Promise.all(buyers.map((buyer) => expect(button(buyer)).toBeEnabled()))

  await Promise.all(buyers.map((buyer) => button(buyer).click()))

  const pay = (buyer: Page) => buyer.getByRole('link', { name: /去付款/ })
  for (const buyer of buyers)
    await expect(pay(buyer).first().or(buyer.getByText('已售罄').first())).toBeVisible()
  const won = await Promise.all(buyers.map(async (buyer) => (await pay(buyer).count()) > 0))
  expect(won.filter(Boolean)).toHaveLength(1)

  const winner = buyers[won.indexOf(true)]!
  await pay(winner).first().click()
  await giveAddress(winner)
  await goToPay(winner)
  await payByCard(winner, '4242 4242 4242 4242')
  await expectPaid(winner)
  await Promise.all(buyers.map((buyer) => buyer.context().close()))
})

test('the cooperative sees the fen of the sale, and the book balances', async ({ browser }) => {
  const coop = await aPhone(browser)
  await signIn(coop, accountant)
  await coop.goto('/coop')

  await expect(coop.getByText('待结算').first()).toBeVisible()
  await coop
    .getByRole('link', { name: /规则 honey 第 1 版/ })
    .first()
    .click()
  await expect(coop.getByText('这一单怎么分')).toBeVisible()
  await coop.getByRole('link', { name: '返回' }).first().click()
  await coop.getByRole('link', { name: '科目余额表' }).click()
  await expect(coop.getByText('借贷相等')).toBeVisible()
  await coop.context().close()
})

test('a dead socket: the page says so, and the form still buys', async ({ browser }) => {
  await queueSale(host, { priceYuan: '49.90', total: '3', perBuyerLimit: '1', variant: 4 })
  await openNext()
  const buyer = await aPhone(browser)
  await buyer.route('**/socket.io/**', (route) => route.abort())
  await buyer.routeWebSocket(/socket\.io/, (socket) => void socket.close())
  await buyer.goto(room)

  await expect(buyer.getByText('实时连接断了，已改用表单')).toBeVisible()
  await buyer.getByRole('button', { name: '抢', exact: true }).first().click()
  await expect(buyer).toHaveURL(/\/checkout\/hold_/)
  await buyer.context().close()
})

test('the host pauses and goes on; the viewer sees both', async ({ browser }) => {
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  await host.goto('/studio')

  await host.getByRole('button', { name: '暂停' }).click()
  await expect(viewer.getByText('主播已暂停').first()).toBeVisible()
  await host.getByRole('button', { name: '继续' }).click()
  await expect(viewer.getByRole('button', { name: '抢', exact: true }).first()).toBeEnabled()
  await viewer.context().close()
})

test('what a viewer says, the host hears; too fast is refused in words', async ({ browser }) => {
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  const say = viewer.getByLabel('说点什么')
  await say.fill('蜂蜜会结晶吗？')
  await viewer.getByRole('button', { name: '发送' }).click()

  await host.goto('/studio')
  await expect(host.getByText('蜂蜜会结晶吗？')).toBeVisible()
  await viewer.context().close()
})
