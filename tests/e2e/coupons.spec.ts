import { expect, test, type Page } from '@playwright/test'
import { fen, yuanText } from '#shared/money.ts'
import {
  anotherPerson,
  anotherPhone,
  endSession,
  expectAccessible,
  giveAddress,
  goOnAir,
  goToPay,
  payByCard,
  secretary,
  signIn,
  takeFromShelf,
} from './steps.ts'

const OPERATOR = '13900000013'
/** By its digits, as money is read everywhere. */
const fenIn = (shown: string) => fen(Number(shown.replace(/\D/g, '')))
const couponsOf = (page: Page) => page.getByRole('region', { name: '优惠券和红包' })

type Offer = { kind?: '优惠券' | '红包'; amount: string; pieces: string; minSpend: string }
async function grant(operator: Page, { kind = '优惠券', ...offer }: Offer) {
  await operator.goto('/platform/coupons')
  await operator.getByRole('radio', { name: kind }).check({ force: true })
  await operator.getByLabel('给哪个村').selectOption({ label: '下党村' })
  await operator.getByLabel('金额（元）').fill(offer.amount)
  await operator.getByLabel('几份').fill(offer.pieces)
  await operator.getByLabel('满多少可用（元）').fill(offer.minSpend)
  await operator.getByRole('button', { name: '发放', exact: true }).click()
}

test('the platform grants coupons, the host gives them out, and who took one pays less while the village gets all', async ({
  page: host,
  browser,
}) => {
  const operator = await anotherPerson(browser, OPERATOR)
  await grant(operator, { amount: '6', pieces: '2', minSpend: '10' })
  await expect(operator.getByRole('alert')).toContainText('至少 ¥12.00')
  await expect(operator.getByLabel('几份')).toHaveValue('2')
  await grant(operator, { amount: '6', pieces: '2', minSpend: '12' })
  const granted = operator.getByRole('listitem').filter({ hasText: '¥6.00' })
  await expect(granted).toContainText('等主播发')
  await expectAccessible(operator)

  await signIn(host, secretary)
  const room = await goOnAir(host, '下党春茶发券')
  const [first, plain, late] = [
    await anotherPhone(browser),
    await anotherPhone(browser, { javaScriptEnabled: false }),
    await anotherPhone(browser),
  ]
  await first.goto(room)
  await expect(couponsOf(first)).toHaveCount(0)
  await host.getByText('发到直播间').last().click()
  await expectAccessible(host)
  await host.getByRole('button', { name: '确定，现在发' }).last().click()
  await expect(host.getByText('还剩 2 份 / 共 2 份')).toBeVisible()

  await couponsOf(first).getByRole('button', { name: '领券' }).click()
  await expect(couponsOf(first).getByRole('link', { name: '已领到，看我的券' })).toBeVisible()
  await expectAccessible(first)
  await plain.goto(room)
  await couponsOf(plain).getByRole('button', { name: '领券' }).click()
  await expect(plain).toHaveURL(/\/coupons$/)
  await expect(plain.getByRole('article')).toContainText('¥6.00')
  await late.goto(room)
  await expect(couponsOf(late)).toContainText('手慢了，已经领完')
  await expect(host.getByText('已售罄')).toBeVisible()

  await test.step('a red packet is drawn from by chance, and what it holds is given out whole', async () => {
    await grant(operator, { kind: '红包', amount: '3', pieces: '2', minSpend: '12' })
    await expect(operator.getByRole('listitem').filter({ hasText: '¥3.00' })).toContainText('等主播发')
    await host.reload()
    await host.getByText('发到直播间').last().click()
    await host.getByRole('button', { name: '确定，现在发' }).last().click()
    const drawn: number[] = []
    for (const viewer of [first, late]) {
      const packet = couponsOf(viewer).getByRole('article').filter({ hasText: '红包' })
      await packet.getByRole('button', { name: '抢红包' }).click()
      await expect(packet.getByRole('link', { name: '已领到，看我的券' })).toBeVisible()
      drawn.push(fenIn(/¥[\d.]+/.exec(await packet.innerText())![0]))
      await expectAccessible(viewer)
    }
    expect(Math.min(...drawn)).toBeGreaterThan(0)
    expect(drawn[0]! + drawn[1]!).toBe(300)
  })

  await takeFromShelf(first, 'white-tea-cake')
  const total = first.getByText('应付', { exact: true }).locator('xpath=following-sibling::dd')
  const paid = fenIn(await total.innerText())
  await first.getByRole('radio', { name: '不用' }).check()
  await expect(total).toHaveText(`¥${yuanText(fen(paid + 600))}`)
  await first.getByRole('radio', { name: /优惠券/ }).check()
  await expect(total).toHaveText(`¥${yuanText(paid)}`)
  await expectAccessible(first)
  await giveAddress(first)
  await goToPay(first)
  await payByCard(first, '4242 4242 4242 4242')
  await expect(first.getByText('优惠（平台出）')).toBeVisible()
  await expect(first.getByText('别人的一分不少')).toBeVisible()
  await first.goto('/coupons')
  await expect(first.getByRole('article').filter({ hasText: '优惠券' })).toContainText('已用')
  await expectAccessible(first)

  await operator.reload()
  await expect(granted).toContainText('2 / 2')
  await expect(granted.getByText('¥6.00').last()).toBeVisible()
  await endSession(host)
  await Promise.all([operator, first, plain, late].map((one) => one.context().close()))
})
