import { randomUUID } from 'node:crypto'
import { devices, expect, test, type Browser, type Page } from '@playwright/test'
import { io } from 'socket.io-client'
import { endSale, expectPaid, giveAddress, goOnAir, goToPay, payByCard, queueSale, signIn } from './steps.ts'

// One room for all: the secretary's session goes on through these tests, each with a sale of its own.
test.describe.configure({ mode: 'serial' })

/** Of a village that the demo's own programmes leave alone. */
const secretary = '13900000002'

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

const pay = (buyer: Page) => buyer.getByRole('link', { name: /去付款/ })

/** By socket, or by the form when the tap is quicker than the socket; either way it ends at the checkout. */
async function takeAndGoToPay(buyer: Page): Promise<void> {
  await buyer.getByRole('button', { name: '抢', exact: true }).first().click()
  const checkout = buyer.getByRole('heading', { name: '确认订单' })
  await expect(pay(buyer).first().or(checkout)).toBeVisible()
  if ((await checkout.count()) === 0) await pay(buyer).first().click()
  await expect(checkout).toBeVisible()
}

/** A visitor that is no person: three hundred claims in a row, none of which can win. @returns why each was refused */
async function aProgram(origin: string, saleId: string): Promise<string[]> {
  const visit = await fetch(`${origin}/live`)
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: {
      cookie: visit.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    },
  })
  const refusals: string[] = []
  for (let n = 0; n < 300; n++) {
    const answer = await socket.emitWithAck('claim:create', { saleId, quantity: 2, claimKey: randomUUID() })
    refusals.push(answer.refusal.kind)
  }
  socket.disconnect()
  return refusals
}

/** Opens the sale that was queued last, and ends the one before. */
async function openNext(): Promise<void> {
  await host.goto('/studio')
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
}

test.beforeAll(async ({ browser }) => {
  host = await (
    await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'zh-CN' })
  ).newPage()
  await signIn(host, secretary)
  room = await goOnAir(host, '笋干专场')
})
test.afterAll(() => host.context().close())

test('the host opens a sale and a viewer on a phone sees it without reloading', async ({ browser }) => {
  await queueSale(host, { priceYuan: '39.90', total: '5', perBuyerLimit: '2', variant: 2 })
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  await expect(viewer.getByRole('button', { name: '抢', exact: true })).toHaveCount(0)

  await openNext()

  await expect(viewer.getByRole('button', { name: '抢', exact: true }).first()).toBeEnabled()
  await viewer.context().close()
})

test('a tap claims once: a double tap, another tab and a reload show the same hold', async ({ browser }) => {
  const buyer = await aPhone(browser)
  const payLink = (page: Page) => page.getByRole('link', { name: /去付款/ }).first()
  await buyer.goto(room)
  await buyer.getByRole('button', { name: '抢', exact: true }).first().dblclick()
  // The second tap may meet the way to pay that the first one has put there.
  await expect
    .poll(async () => buyer.url().includes('/checkout/') || (await payLink(buyer).count()) > 0)
    .toBe(true)

  const tab = await buyer.context().newPage()
  const seen = await Promise.all(
    [buyer, tab].map(async (page) => {
      await page.goto(room)
      return payLink(page).getAttribute('href')
    }),
  )
  expect(seen[0]).toMatch(/hold_/)
  expect(seen[1]).toBe(seen[0])
  await expect(buyer.getByText(/还剩 4 份/).first()).toBeVisible()
  await buyer.context().close()
})

test('two buyers race for the last unit: one wins, one is told, and the winner pays', async ({ browser }) => {
  await endSale(host)
  await queueSale(host, { priceYuan: '29.90', total: '1', perBuyerLimit: '1', variant: 4 })
  const buyers = await Promise.all([aPhone(browser), aPhone(browser)])
  await Promise.all(buyers.map((buyer) => buyer.goto(room)))
  await openNext()
  const button = (buyer: Page) => buyer.getByRole('button', { name: '抢', exact: true }).first()
  await Promise.all(buyers.map((buyer) => expect(button(buyer)).toBeEnabled()))

  // Straight at the element: a button that is sold out while the finger is on its way takes the tap and does nothing.
  const fingers = await Promise.all(buyers.map((buyer) => button(buyer).elementHandle()))
  await Promise.all(fingers.map((finger) => finger!.evaluate((element) => (element as HTMLElement).click())))

  const winners = () => Promise.all(buyers.map(async (buyer) => ((await pay(buyer).count()) > 0 ? 1 : 0)))
  await expect.poll(async () => (await winners()).reduce<number>((sum, won) => sum + won, 0)).toBe(1)
  const won = await winners()
  const loser = buyers[won.indexOf(0)]!
  await expect(loser.getByText('已售罄').first()).toBeVisible()
  await expect(pay(loser)).toHaveCount(0)

  const winner = buyers[won.indexOf(1)]!
  await pay(winner).first().click()
  await giveAddress(winner)
  await goToPay(winner)
  await payByCard(winner, '4242 4242 4242 4242')
  await expectPaid(winner)
  await Promise.all(buyers.map((buyer) => buyer.context().close()))
})

test('a dead socket: the page says so, and the form still buys', async ({ browser }) => {
  await endSale(host)
  await queueSale(host, { priceYuan: '19.90', total: '3', perBuyerLimit: '1', variant: 5 })
  await openNext()
  const buyer = await aPhone(browser)
  await buyer.route('**/socket.io/**', (route) => route.abort())
  await buyer.routeWebSocket(/socket\.io/, (socket) => void socket.close())
  await buyer.goto(room)

  await expect(buyer.getByText('实时连接断了，已改用表单').first()).toBeVisible()
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

test('one tap stops everything, viewers see it, and one tap lets it go on', async ({ browser }) => {
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  const take = viewer.getByRole('button', { name: '抢', exact: true }).first()
  await expect(take).toBeEnabled()
  await host.goto('/studio')
  await host.getByText('急停：全部停抢').click()
  await host.getByRole('button', { name: '立刻全部停下' }).click()

  await expect(viewer.getByText('主播已急停').first()).toBeVisible()
  await expect(take).toHaveCount(0)
  await host.getByRole('button', { name: '全部恢复' }).click()
  await expect(take).toBeEnabled()
  await viewer.context().close()
})

test('a running sale is given more pieces, and viewers see them', async ({ browser }) => {
  const viewer = await aPhone(browser)
  await viewer.goto(room)
  const before = await viewer
    .getByText(/还剩 \d+ 份/)
    .first()
    .innerText()
  await host.goto('/studio')
  await host.getByText('加货 / 收回').first().click()
  await host.getByRole('button', { name: '加 5 份' }).first().click()

  const left = Number(/\d+/.exec(before)?.[0])
  await expect(viewer.getByText(`还剩 ${left + 5} 份`).first()).toBeVisible()
  await viewer.context().close()
})

test('who is there before a fair opening is shuffled, and anybody can check the order', async ({
  browser,
}) => {
  await endSale(host)
  await queueSale(host, {
    priceYuan: '29.90',
    total: '1',
    perBuyerLimit: '1',
    variant: 3,
    opening: '公平排序',
  })
  await host.goto('/studio')
  await host.getByText('定时开抢').first().click()
  await host.getByRole('button', { name: '30 分钟后' }).first().click()
  const buyers = await Promise.all([aPhone(browser), aPhone(browser)])
  for (const buyer of buyers) {
    await buyer.goto(room)
    await buyer.getByRole('button', { name: '我已就位，参加公平排序' }).click()
    await expect(buyer.getByText('已就位，等开抢').first()).toBeVisible()
  }
  await buyers[0]!.reload()
  await expect(buyers[0]!.getByText('已就位，等开抢').first()).toBeVisible()
  await host.getByRole('button', { name: '开抢' }).first().click()

  const won = async () =>
    (await Promise.all(buyers.map((buyer) => pay(buyer).count()))).filter(Boolean).length
  await expect.poll(won).toBe(1)
  const loser = buyers[(await pay(buyers[0]!).count()) > 0 ? 1 : 0]!
  // The number of the place comes a moment after the place.
  await expect(loser.getByText(/候补(中|第 1 位)/).first()).toBeVisible()
  await loser.reload()
  await expect(loser.getByText('候补第 1 位')).toBeVisible()
  const reader = buyers[0]!
  await reader.getByRole('link', { name: '公示与验证' }).first().click()
  await reader.getByRole('button', { name: '在我的浏览器里重算一遍' }).click()
  await expect(reader.getByText('✓ 前几号凭证正是排在前面的人')).toBeVisible()
  await expect(reader.getByText('✗')).toHaveCount(0)
  await Promise.all(buyers.map((buyer) => buyer.context().close()))
})

test('what is given back goes to who waits first, and the page says how many are before', async ({
  browser,
}) => {
  await endSale(host)
  await queueSale(host, { priceYuan: '39.90', total: '1', perBuyerLimit: '1', variant: 2 })
  await openNext()
  const [holder, first, second] = await Promise.all([aPhone(browser), aPhone(browser), aPhone(browser)])
  await holder.goto(room)
  await takeAndGoToPay(holder)
  for (const [buyer, place] of [
    [first, '候补第 1 位'],
    [second, '候补第 2 位'],
  ] as const) {
    await buyer.goto(room)
    await buyer.getByRole('button', { name: '已售罄 · 候补' }).click()
    await expect(buyer.getByText(place)).toBeVisible()
  }
  await second.reload()
  await expect(second.getByText('候补第 2 位')).toBeVisible()
  await host.goto('/studio')
  await expect(host.getByText('2 人候补')).toBeVisible()

  await holder.getByRole('button', { name: '不要了，放回货架' }).click()
  await expect(pay(first).first()).toBeVisible()
  await expect(second.getByText('候补第 1 位')).toBeVisible()
  await second.getByRole('button', { name: '不等了' }).click()
  await expect(second.getByRole('button', { name: '已售罄 · 候补' })).toBeVisible()
  await Promise.all([holder, first, second].map((buyer) => buyer.context().close()))
})

test('a place in line can be had by the form alone', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  const buyer = await context.newPage()
  await buyer.goto(room)
  await buyer.getByRole('button', { name: '已售罄 · 候补' }).click()
  await expect(buyer.getByText('候补第 1 位')).toBeVisible()
  await buyer.getByRole('button', { name: '不等了' }).click()
  await expect(buyer.getByRole('button', { name: '已售罄 · 候补' })).toBeVisible()
  await context.close()
})

test('a flood of programs: who has just come proves to be none without noticing, and the host is told', async ({
  browser,
  baseURL,
}) => {
  await endSale(host)
  await queueSale(host, { priceYuan: '18.80', total: '2', perBuyerLimit: '1', variant: 1 })
  await openNext()
  const page = await (await host.request.get(room)).text()
  const saleId = /name="saleId" value="([^"]+)"/.exec(page)![1]!
  const refusals = await Promise.all(Array.from({ length: 5 }, () => aProgram(baseURL!, saleId)))
  expect(refusals.flat()).toContain('proof_needed')

  const buyer = await aPhone(browser)
  await buyer.goto(room)
  // Its socket is in the room, and is a stranger's for ten seconds.
  await expect(buyer.getByLabel('说点什么')).toBeVisible()
  await buyer.getByRole('button', { name: '抢', exact: true }).first().click()
  await expect(pay(buyer).first()).toBeVisible()
  await host.goto('/studio')
  await expect(host.getByText('有程序在抢货')).toBeVisible()
  await buyer.context().close()
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
