import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, test, type Page } from '@playwright/test'
import { anotherPhone, endSale, expectAccessible, goOnAir, queueSale, signIn } from './steps.ts'

// One room for all, each test with a sale of its own.
test.describe.configure({ mode: 'serial' })

/** Of a village that no other test and none of the demo's programmes uses. */
const secretary = '13900000003'
/** More than one page of the list of entries, and of the log. */
const ENTRIES = 5_200
const WINNERS = 120

let host: Page
let room: string

test.beforeAll(async ({ browser }) => {
  host = await anotherPhone(browser)
  await signIn(host, secretary)
  room = await goOnAir(host, '山里的秋天')
})
test.afterAll(() => host.context().close())

async function openNext(): Promise<void> {
  await host.goto('/studio')
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
}

/** By socket, or by the form when the tap is quicker than the socket. */
async function take(buyer: Page): Promise<void> {
  await buyer.goto(room)
  await buyer.getByRole('button', { name: '抢', exact: true }).first().click()
  const pay = buyer.getByRole('link', { name: /去付款/ }).first()
  const checkout = buyer.getByRole('heading', { name: '确认订单' })
  await expect(pay.or(checkout)).toBeVisible()
  if ((await checkout.count()) === 0) await pay.click()
  await expect(checkout).toBeVisible()
}

/** People who are there before the opening, entered as the shop enters them. @returns the sale */
async function crowd(): Promise<string> {
  const client = new pg.Client(process.env.E2E_DATABASE_URL)
  await client.connect()
  let saleId = ''
  const scheduled = async () => {
    const { rows } = await client.query(
      `select id from flash_sale where live_session_id = $1 and state = 'scheduled'`,
      [room.split('/').at(-1)],
    )
    return (saleId = rows[0]?.id ?? '')
  }
  await expect.poll(scheduled).not.toBe('')
  const all = Array.from({ length: ENTRIES }, (_, n) => `${saleId}_${n}`)
  const entered = await client.query(
    'select count(*)::int from flash_sale_enter($1, now(), 100000, $2, $3, $4, $5) where outcome = $6',
    [
      saleId,
      all.map((id) => `vis_${id}`),
      all.map(() => 1),
      all.map(() => randomUUID()),
      all.map((id) => `hold_${id}`),
      'entered',
    ],
  )
  await client.end()
  expect(entered.rows).toEqual([{ count: ENTRIES }])
  return saleId
}

test('who waits in line hears on any page of the shop that it is their turn, and pays with one tap', async ({
  browser,
}) => {
  await queueSale(host, { priceYuan: '39.90', total: '1', perBuyerLimit: '1' })
  await openNext()
  const [holder, waiter] = await Promise.all([anotherPhone(browser), anotherPhone(browser)])
  await take(holder)
  await expect(holder.getByRole('region', { name: '待付款' })).toHaveCount(0)
  await waiter.goto(room)
  await waiter.getByRole('button', { name: '已售罄 · 候补' }).click()
  await expect(waiter.getByText('候补第 1 位')).toBeVisible()
  await waiter.getByRole('link', { name: '村庄' }).first().click()
  await expect(waiter).toHaveURL(/\/villages$/)
  const bar = waiter.getByRole('region', { name: '待付款' })
  await expect(bar).toHaveCount(0)

  await holder.getByRole('button', { name: '不要了，放回货架' }).click()
  await expect(bar).toContainText('候补到货 1 份')
  await expect(bar).toContainText(/还有 01:[0-3]\d/)
  await expectAccessible(waiter)
  await bar.getByRole('link', { name: '去付款' }).click()
  await expect(waiter.getByRole('heading', { name: '确认订单' })).toBeVisible()
  await expect(bar).toHaveCount(0)
  await waiter.getByRole('button', { name: '不要了，放回货架' }).click()
  await waiter.getByRole('link', { name: '首页' }).first().click()
  await expect(waiter.getByText('当季好物')).toBeVisible()
  await expect(bar).toHaveCount(0)
  await Promise.all([holder, waiter].map((buyer) => buyer.context().close()))
})

test('what is held is told on every page, also without scripts; who holds nothing opens no socket', async ({
  browser,
}) => {
  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await take(plain)
  await plain.goto('/products')
  const bar = plain.getByRole('region', { name: '待付款' })
  await expect(bar).toContainText('您有 1 份待付款')
  await expect(bar.getByRole('link', { name: '去付款' })).toHaveAttribute('href', /\/checkout\/hold_/)
  await plain.context().close()

  const idle = await anotherPhone(browser)
  const sockets: string[] = []
  idle.on('request', (request) => void (request.url().includes('/socket.io') && sockets.push(request.url())))
  await idle.goto('/products')
  await idle.getByRole('link', { name: '村庄' }).first().click()
  await expect(idle).toHaveURL(/\/villages$/)
  await idle.waitForLoadState('networkidle')
  expect(sockets).toEqual([])
  await idle.context().close()
})

test('the log is read in pages and by number, and a draw larger than a page is made again over all of it', async ({
  browser,
  request,
}) => {
  test.slow()
  await endSale(host)
  const opening = '公平排序'
  await queueSale(host, { priceYuan: '29.90', total: String(WINNERS), perBuyerLimit: '1', opening })
  await host.goto('/studio')
  await host.getByText('定时开抢').first().click()
  await host.getByRole('button', { name: '30 分钟后' }).first().click()
  const saleId = await crowd()
  await openNext()

  const reader = await anotherPhone(browser)
  await reader.goto(`/sales/${saleId}/log`)
  const lines = reader.getByRole('listitem').filter({ hasText: /^第 \d+ 号/ })
  await expect(lines).toHaveCount(100)
  await expectAccessible(reader)
  await reader.getByRole('link', { name: '往后' }).click()
  await expect(lines).toHaveCount(WINNERS - 100)
  await expect(lines.first()).toContainText('第 101 号')
  await reader.getByRole('link', { name: '往前' }).click()
  await expect(lines.first()).toContainText('第 1 号')

  await reader.getByRole('button', { name: '在我的浏览器里重算一遍' }).click()
  await expect(reader.getByText(`已用全部 ${ENTRIES} 个就位人重算`)).toBeVisible({ timeout: 30_000 })
  await expect(reader.getByText('✓ 前几号凭证正是排在前面的人')).toBeVisible()
  await expect(reader.getByText('✗')).toHaveCount(0)

  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await plain.goto(`/sales/${saleId}/log`)
  await plain.getByLabel(/跳到第几号/).fill('57')
  await plain.getByRole('button', { name: '去看' }).click()
  await expect(plain.locator('li[aria-current]')).toContainText('第 57 号')
  await plain.goto(`/sales/${saleId}/log?from=9999`)
  await expect(plain.getByText('没有第 9999 号')).toBeVisible()

  const page = await (await request.get(`/sales/${saleId}/log.json?from=${WINNERS}`)).json()
  expect(page).toMatchObject({ total: WINNERS, next: null, claims: [{ sequence: WINNERS }] })
  const list = await (await request.get(`/sales/${saleId}/entries.json`)).json()
  expect(list.next).toBe(list.entries.length + 1)
  await endSale(host)
  await Promise.all([reader, plain].map((one) => one.context().close()))
})

test('a buyer finds their own line in the log, and from it their receipt', async ({ browser }) => {
  await queueSale(host, { priceYuan: '39.90', total: '2', perBuyerLimit: '1' })
  await openNext()
  const buyer = await anotherPhone(browser)
  await take(buyer)
  await buyer.getByRole('link', { name: '看抢购凭证' }).click()
  await buyer.getByRole('link', { name: /在抢购公示里看第 1 号/ }).click()
  await expect(buyer.locator('li[aria-current]')).toContainText('第 1 号')
  await buyer.getByRole('link', { name: '看我的抢购凭证' }).click()
  await expect(buyer.getByRole('heading', { name: '抢购凭证', exact: true })).toBeVisible()
  await endSale(host)
  await buyer.context().close()
})
