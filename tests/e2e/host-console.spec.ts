import { expect, test, type BrowserContext, type Page, type WebSocketRoute } from '@playwright/test'
import { endSession, expectAccessible, goOnAir, pinnedCard, queueSale, signIn } from './steps.ts'

/** Of a village that no programme of the demo uses: they take turns by the clock. */
const secretary = '13900000006'

/** A line that can be cut: for what the page asks, and for the sockets that it has open. */
async function aLine(page: Page, context: BrowserContext) {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.add(socket)
  })
  return {
    async cut() {
      isCut = true
      await context.setOffline(true)
      await Promise.all([...open].map((socket) => socket.close()))
      open.clear()
    },
    async mend() {
      isCut = false
      await context.setOffline(false)
    },
  }
}

const waitingList = (host: Page) => host.getByRole('list', { name: '等信号的指令' })
const waiting = (host: Page) => waitingList(host).getByRole('listitem')

async function tapEnd(host: Page): Promise<void> {
  await host.getByText('结束抢购', { exact: true }).first().click()
  await host.getByRole('button', { name: '确定结束', exact: true }).click()
}

test('without a signal taps wait on the phone, can be taken back, and are done once, in order', async ({
  page: host,
  context,
}) => {
  test.setTimeout(180_000)
  const line = await aLine(host, context)
  await signIn(host, secretary)
  await goOnAir(host, '信号不好也能卖')
  await queueSale(host, { priceYuan: '39.90', total: '3', perBuyerLimit: '1', variant: 0 })
  await queueSale(host, { priceYuan: '29.90', total: '3', perBuyerLimit: '1', variant: 1 })
  await host.getByRole('button', { name: '开抢' }).first().click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()
  await expect(host.getByText(/\d\d:\d\d 开抢/)).toBeVisible()

  await line.cut()
  await tapEnd(host)
  await expect(host.getByText('等信号：1 条指令')).toBeVisible()
  await host.getByRole('button', { name: '开抢' }).first().click()
  await host.getByRole('button', { name: '暂停' }).click()
  await expect(waiting(host)).toHaveCount(3)
  await expectAccessible(host)
  await waitingList(host)
    .getByRole('button', { name: /收回：暂停抢购/ })
    .click()
  await expect(waiting(host)).toHaveCount(2)
  await expect(waiting(host).first()).toContainText('结束抢购')

  await line.mend()
  await expect(waitingList(host)).toHaveCount(0)
  await expect(host.getByText('已结束 1 场')).toBeVisible()
  await expect(host.getByRole('button', { name: '暂停' })).toHaveCount(1)

  await line.cut()
  await host.getByRole('button', { name: '暂停' }).click()
  await expect(waiting(host)).toHaveCount(1)
  await host.getByText('急停：全部停抢').click()
  await host.getByRole('button', { name: '立刻全部停下' }).click()
  await expect(waiting(host).first()).toContainText('急停')
  await line.mend()
  await expect(waitingList(host)).toHaveCount(0)
  await expect(host.getByText(/已急停 1 场抢购/)).toBeVisible()

  await line.cut()
  await host.getByRole('button', { name: '全部恢复' }).click()
  await expect(waiting(host)).toHaveCount(1)
  // A page that is loaded again has them still, and a minute later it asks.
  await host.route('/healthz', (route) => route.abort())
  await context.setOffline(false)
  await host.reload()
  await expect(waiting(host)).toContainText('全部恢复')
  await host.evaluate(() => {
    const now = Date.now
    Date.now = () => now() + 120_000
  })
  const old = host.getByRole('list', { name: '放久了的指令' }).getByRole('listitem')
  await expect(old).toContainText('全部恢复')
  await expectAccessible(host)
  await host.unroute('/healthz')
  await line.mend()
  await old.getByRole('button', { name: /还要做/ }).click()
  await expect(host.getByText(/已急停 1 场抢购/)).toHaveCount(0)
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()

  await endSession(host)
})

test('the run of show: written beforehand, shown to viewers, never pinned twice or over somebody else', async ({
  page: host,
  context,
  browser,
}) => {
  test.setTimeout(180_000)
  const line = await aLine(host, context)
  await signIn(host, secretary)
  const room = await goOnAir(host, '照着节目单讲')
  await queueSale(host, { priceYuan: '39.90', total: '3', perBuyerLimit: '1', variant: 0 })
  await host.getByRole('link', { name: '排节目单' }).click()
  await expect(host.getByText('节目单还是空的')).toBeVisible()
  const item = (at: number) =>
    host
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: host.getByRole('textbox') })
      .nth(at)
  for (const at of [0, 1]) {
    await host.getByRole('button', { name: '加进节目单' }).click()
    await expect(item(at)).toBeVisible()
  }
  const [first, second] = [
    await item(0).getByRole('heading').innerText(),
    await item(1).getByRole('heading').innerText(),
  ]
  await expect(host.getByText(/已排抢购 3 份/)).toContainText(/¥39\.90 · 农户得 ¥23\.14/)
  await item(0).getByRole('textbox').fill('散养一年以上\n全县最佳，还能降血压')
  await item(0).getByRole('button', { name: '保存' }).click()
  await expect(item(0).getByText('“最佳”不能这样说：')).toContainText('广告法 第九条')
  await expect(item(0).getByText('“降血压”不能这样说：')).toContainText('食品安全法')
  await item(1).getByRole('button', { name: '上移' }).click()
  await expect(item(1).getByRole('heading')).toHaveText(first)
  await expectAccessible(host)
  await host.getByRole('link', { name: '返回直播台' }).click()

  const viewer = await browser.newPage()
  await viewer.goto(room)
  const card = pinnedCard(viewer)
  await host.getByRole('button', { name: `讲解：${first}` }).click()
  const now = host.getByRole('region', { name: '正在讲解' })
  await expect(now).toContainText('散养一年以上')
  await expect(card).toContainText(first)
  await expect(host.getByText(new RegExp(`\\d\\d:\\d\\d 讲解 ${first}`))).toBeVisible()
  await expectAccessible(host)
  await expectAccessible(viewer)
  await now.getByRole('button', { name: '开抢' }).click()
  await expect(host.getByRole('button', { name: '暂停' })).toBeVisible()

  await test.step('what a thumb reaches for is under what is shown, and waits for a signal too', async () => {
    await line.cut()
    await now.getByRole('button', { name: '加货 10 份' }).click()
    await now.getByRole('button', { name: '慢速 10 秒' }).click()
    await expect(waiting(host)).toHaveCount(2)
    await now.getByRole('link', { name: '抽奖' }).click()
    await expect(host.getByLabel('奖品')).toBeInViewport()
    await line.mend()
    await expect(host.getByText('共 13 份').first()).toBeVisible()
    await expect(now.getByRole('button', { name: '关掉慢速' })).toBeVisible()
    await expectAccessible(host)
  })

  await line.cut()
  const pinSecond = host.getByRole('button', { name: `讲解：${second}` })
  await pinSecond.click()
  await pinSecond.click()
  await tapEnd(host)
  await expect(waiting(host)).toHaveCount(2)
  await line.mend()
  await expect(waitingList(host)).toHaveCount(0)
  await expect(now).toContainText(second)
  await expect(card).toContainText(second)
  await expect(host.getByText('已结束 1 场')).toBeVisible()

  // Somebody else is faster meanwhile: what they did stands, and the host is told.
  const other = await context.newPage()
  await other.goto(host.url())
  await line.cut()
  await host.getByRole('button', { name: '售罄，讲下一件' }).click()
  await expect(waiting(host)).toHaveCount(1)
  await host.route('/healthz', (route) => route.abort())
  await context.setOffline(false)
  await other.getByRole('button', { name: '不讲了' }).click()
  await expect(card).toHaveCount(0)
  await host.unroute('/healthz')
  await line.mend()
  await expect(host.getByRole('alert')).toContainText('刚换过，现在是：没有在讲解')
  await other.close()
  await viewer.close()

  await endSession(host)
})
