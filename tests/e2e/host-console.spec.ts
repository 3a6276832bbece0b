import { expect, test, type BrowserContext, type Page, type WebSocketRoute } from '@playwright/test'
import { expectAccessible, goOnAir, queueSale, signIn } from './steps.ts'

/** Of a village that no other test and no programme of the demo uses. */
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

  await host.getByText('结束直播', { exact: true }).click()
  await host.getByRole('button', { name: '确定结束直播' }).click()
  await expect(host.getByLabel('直播名称')).toBeVisible()
})
