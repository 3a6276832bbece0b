import { expect, test, type Page } from '@playwright/test'
import { anotherPerson, endSession, expectAccessible, goOnAir, secretary, signIn } from './steps.ts'

const log = (page: Page) => page.getByRole('log', { name: /聊天|和大家说话/ })

const chat = (viewer: Page) => viewer.getByRole('region', { name: '聊天' })
/** What lies over the picture; it is for the eye alone. */
const stage = (viewer: Page) => viewer.getByRole('region', { name: '直播间' })

async function say(viewer: Page, text: string): Promise<void> {
  await viewer.getByLabel('说点什么').fill(text)
  await viewer.getByRole('button', { name: '发送' }).click()
}

/** Opens what the host can do about a line, and does one of it. */
async function actOn(host: Page, line: string, act: string): Promise<void> {
  const item = log(host).getByRole('listitem').filter({ hasText: line })
  const button = item.getByRole('button', { name: act, exact: true })
  if (!(await button.isVisible())) await item.getByText(line).first().click()
  await button.click()
}

test('a host answers, pins, hides, holds, slows and mutes, and viewers see each of it', async ({
  page: host,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(host, secretary)
  const room = await goOnAir(host, '聊聊山货')
  const [talker, other] = [await browser.newPage(), await browser.newPage()]
  await Promise.all([talker, other].map((viewer) => viewer.goto(room)))

  await say(talker, '蜂蜜会结晶吗 13812345678')
  await expect(log(other).getByText('蜂蜜会结晶吗 ＊＊＊')).toBeVisible()
  await actOn(host, '蜂蜜会结晶吗', '回复')
  await host.getByLabel('要说的话').fill('会的，低温都会')
  await host.getByRole('button', { name: '发送' }).click()
  await expect(log(other).getByRole('listitem').filter({ hasText: '会的，低温都会' })).toContainText(
    '蜂蜜会结晶吗',
  )

  await host.getByText('管理聊天').click()
  await host.getByLabel('公告内容').fill('今天全场包邮')
  await host.getByRole('button', { name: '置顶', exact: true }).click()
  await expect(chat(other).getByText('今天全场包邮')).toBeVisible()
  await expect(stage(other).getByText('今天全场包邮')).toBeVisible()
  await expect(stage(other).getByText('会的，低温都会')).toBeVisible()
  await stage(talker).getByRole('button', { name: '说两句' }).click()
  await stage(talker).getByRole('button', { name: '👍' }).click()
  await expect(stage(talker).getByLabel('说点什么')).toBeFocused()
  await expectAccessible(talker)
  await stage(talker).getByLabel('说点什么').press('Enter')
  await expect(log(other).getByText('👍')).toBeVisible()
  await expect(stage(other).getByText('👍')).toBeVisible()
  await stage(other).getByRole('button', { name: '画面上看聊天' }).click()
  await expect(stage(other).getByText('👍')).toHaveCount(0)
  await host.getByLabel('加一个词').fill('假货')
  await host.getByRole('button', { name: '添加' }).click()
  await expect(host.getByRole('button', { name: '去掉“假货”' })).toBeVisible()
  await expectAccessible(host)
  expect(await host.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  await say(talker, '是不是假 货')
  await expect(log(talker).getByText('审核中')).toBeVisible()
  const held = host.getByRole('region', { name: '待审核' })
  await expect(held).toContainText('是不是假 货')
  await expect(log(other).getByText('是不是假 货')).toHaveCount(0)
  await expectAccessible(talker)
  await held.getByRole('button', { name: '放行', exact: true }).click()
  await expect(log(other).getByText('是不是假 货')).toBeVisible()
  await expect(log(talker).getByText('审核中')).toHaveCount(0)

  await actOn(host, '是不是假 货', '隐藏')
  await expect(log(other).getByText('是不是假 货')).toHaveCount(0)
  await expect(log(host).getByText('已隐藏')).toBeVisible()
  await other.reload()
  await expect(chat(other).getByText('今天全场包邮')).toBeVisible()
  // Folded away on this device, until it is wanted again.
  await expect(stage(other).getByText('今天全场包邮')).toHaveCount(0)
  await expect(log(other).getByText('蜂蜜会结晶吗').first()).toBeVisible()
  await expect(log(other).getByText('是不是假 货')).toHaveCount(0)
  await actOn(host, '是不是假 货', '重新显示')
  await expect(log(other).getByText('是不是假 货')).toBeVisible()

  await host.getByRole('button', { name: '30 秒一句' }).click()
  await expect(talker.getByText('慢速聊天：每人 30 秒说一句')).toBeVisible()
  await expect(other.getByLabel('说点什么')).toBeVisible()
  await say(other, '好蜜')
  await expect(log(other).getByText('好蜜')).toBeVisible()
  await say(other, '再来一句')
  await expect(other.getByText(/慢速聊天中，\d+ 秒后再发/)).toBeVisible()
  await expect(other.getByLabel('说点什么')).toHaveValue('再来一句')
  await host.getByRole('button', { name: '关', exact: true }).click()

  await actOn(host, '蜂蜜会结晶吗', '禁言 5 分钟')
  await expect(host.getByRole('button', { name: '解除禁言' })).toBeVisible()
  await say(talker, '我还想说')
  await expect(talker.getByText(/主播已禁止您发言/)).toBeVisible()
  await expect(talker.getByLabel('说点什么')).toHaveValue('我还想说')
  await host.getByRole('button', { name: '解除禁言' }).click()
  await expect(host.getByText('没有人被禁言或拉黑。')).toBeVisible()
  await talker.getByRole('button', { name: '发送' }).click()
  await expect(log(other).getByText('我还想说')).toBeVisible()

  await actOn(host, '我还想说', '拉黑')
  const banOver = host.getByRole('button', { name: '解除拉黑' })
  await expect(banOver).toBeVisible()
  await say(talker, '拉黑了也要说')
  await expect(talker.getByText(/您已被本村拉黑/)).toBeVisible()
  await expect(talker.getByLabel('说点什么')).toHaveValue('拉黑了也要说')
  await banOver.click()
  await expect(host.getByText('没有人被禁言或拉黑。')).toBeVisible()
  await talker.getByRole('button', { name: '发送' }).click()
  await expect(log(other).getByText('拉黑了也要说')).toBeVisible()

  await host.getByRole('button', { name: '取消置顶' }).click()
  await expect(other.getByText('今天全场包邮')).toHaveCount(0)
  await Promise.all([talker, other].map((viewer) => viewer.close()))
  await endSession(host)

  const operator = await anotherPerson(browser, '13900000013', host)
  await operator.goto(`/platform/chat/${room.split('/').at(-1)}`)
  const evidence = operator.getByRole('listitem').filter({ hasText: '13812345678' })
  await expect(evidence).toContainText('禁言')
  await expectAccessible(operator)
  await operator.context().close()
})
