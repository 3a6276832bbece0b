import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Browser, type Page } from '@playwright/test'
import type axe from 'axe-core'
import { Secret, TOTP } from 'otpauth'

// What people do, in the words that they see.

export const accountant = '13900000011'
/** Of a village that neither the demo's own programmes nor live.spec.ts use. */
export const secretary = '13900000005'

/** In what is shown to whom a code was texted: the demo shows the message, as no SMS leaves the machine. */
const codeIn = (shown: string) => /(?<!\d)\d{6}(?!\d)/.exec(shown)?.[0] ?? ''

const textedCode = async (page: Page) => codeIn(await page.locator('main').innerText())

/**
 * By the two forms, as a browser without scripts sends them, and without drawing them: most tests are about what comes
 * after. The next page that is opened is a signed-in one.
 */
export async function signIn(page: Page, phone: string): Promise<void> {
  const { request } = page.context()
  const asked = await (await request.post('/sign-in', { form: { phone } })).text()
  const form = { phone, code: codeIn(asked.slice(asked.indexOf('<main'))) }
  const answer = await request.post('/sign-in/verify', { form, maxRedirects: 0 })
  expect(answer.status()).toBe(303)
}

/** As a person does it, field by field; it ends on the page that is the person's own. */
export async function signInByHand(page: Page, phone: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const field = page.getByLabel('6 位验证码')
  await expect(field).toBeVisible()
  await field.fill(await textedCode(page))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Sets the second factor up as a person does. @returns what the app shows, a step later than it was used last */
export async function enrol(page: Page): Promise<() => string> {
  await page.goto('/account/second-factor')
  await page.getByRole('button', { name: '开始设置' }).click()
  const field = page.getByLabel('6 位验证码')
  await expect(field).toBeVisible()
  await expectAccessible(page)
  const texted = await textedCode(page)
  await field.fill(texted === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('alert')).toContainText('短信验证码不对')
  await field.fill(texted)
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('img', { name: '二次验证的二维码' })).toBeVisible()
  await expectAccessible(page)
  const key = (await page.getByTestId('secret').innerText()).replaceAll(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(key) })
  await page.getByLabel('验证器上的 6 位数字').fill(totp.generate())
  await page.getByRole('button', { name: '开启' }).click()
  await expect(page.getByRole('heading', { name: '请抄下这 10 个备用码' })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(10)
  return () => totp.generate({ timestamp: Date.now() + 30_000 })
}

/**
 * Until the page's scripts answer: where a form that is sent before is answered by the server, in other words. React
 * tells it only by what it hangs on the elements that it has taken over.
 */
export async function untilAwake(page: Page): Promise<void> {
  const main = page.locator('main')
  const awake = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'))
  await expect.poll(() => main.evaluate(awake)).toBe(true)
}

/** From a product's page to its checkout. */
export async function takeFromShelf(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '立即购买' }).click()
  await expect(page).toHaveURL(/\/checkout\/hold_/)
}

/** Each time another phone and another door, because the limit counts both. @returns the phone */
export async function giveAddress(page: Page, { recipientName = '王小明' } = {}): Promise<string> {
  const house = String(randomInt(100_000_000)).padStart(8, '0')
  const phone = `138${house}`
  await page.getByLabel('收货人').fill(recipientName)
  await page.getByLabel('手机号').fill(`138 ${house.slice(0, 4)} ${house.slice(4)}`)
  await page.getByLabel('省 / 直辖市').fill('福建省')
  await page.getByLabel('市', { exact: true }).fill('福州市')
  await page.getByLabel('区 / 县').fill('鼓楼区')
  await page.getByLabel('街道、门牌').fill(`东街口 ${house} 号 301`)
  return phone
}

export async function goToPay(page: Page): Promise<void> {
  await page.getByRole('button', { name: '去支付' }).click()
  await expect(page).toHaveURL(/\/c\/pay\/cs_test_/)
  await expect(page.getByText('不是真实的 Stripe')).toBeVisible()
}

export async function payByCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('邮箱').fill('buyer@example.com')
  await page.getByRole('radio', { name: '银行卡' }).check()
  await page.getByLabel('卡号').fill(number)
  await page.getByLabel('有效期').fill('12 / 34')
  await page.getByLabel('安全码').fill('123')
  await page.getByLabel('持卡人姓名').fill('WANG XIAOMING')
  await page.getByRole('button', { name: /^支付/ }).click()
}

export async function payByWallet(page: Page, wallet: '支付宝' | '微信支付', answer: string): Promise<void> {
  await page.getByLabel('邮箱').fill('buyer@example.com')
  await page.getByRole('radio', { name: wallet }).check()
  await page.getByRole('button', { name: /^支付/ }).click()
  await page.getByRole('button', { name: answer }).click()
}

export async function expectPaid(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/orders\//)
  await expect(page.getByRole('heading', { name: /付款成功/ })).toBeVisible()
  await expect(page.getByText('已逐分入账')).toBeVisible()
}

/** From the shelf to the receipt. */
export async function buy(page: Page, slug: string): Promise<void> {
  await takeFromShelf(page, slug)
  await giveAddress(page)
  await goToPay(page)
  await payByCard(page, '4242 4242 4242 4242')
  await expectPaid(page)
}

/** What must be said of a session: that it is not for the public good, and that somebody real speaks. */
export async function declare(host: Page): Promise<void> {
  await host.getByRole('radio', { name: '普通直播' }).check({ force: true })
  await host.getByRole('radio', { name: '真人出镜' }).check({ force: true })
}

/** Plans a session for now. @returns the address of its room */
export async function plan(host: Page, title: string): Promise<string> {
  await host.goto('/studio')
  await host.getByLabel('直播名称').fill(title)
  await declare(host)
  await host.getByRole('button', { name: '安排好了' }).click()
  const room = await host.getByRole('link', { name: '看直播间' }).getAttribute('href')
  if (!room) throw new Error('The studio links to no room')
  return room
}

/** Plans a session for now and starts it. @returns the address of its room */
export async function goOnAir(host: Page, title: string): Promise<string> {
  const room = await plan(host, title)
  await host.getByRole('button', { name: '开始直播' }).click()
  await expect(host.getByText('直播中').first()).toBeVisible()
  return room
}

/** The village may plan another one. */
export async function endSession(host: Page): Promise<void> {
  await host.getByText('结束直播', { exact: true }).click()
  await host.getByRole('button', { name: '确定结束直播' }).click()
  // Its encoder has five seconds for its last bytes.
  await expect(host.getByLabel('直播名称')).toBeVisible({ timeout: 20_000 })
}

/** 讲解中: the card, and not the row of what the session sells, which is the current one. */
export const pinnedCard = (viewer: Page) =>
  viewer
    .getByRole('main')
    .getByRole('link')
    .filter({ hasText: '讲解中' })
    .and(viewer.locator(':not([aria-current])'))

/** What is planned, without having been on the air: the village may plan another one. */
export async function callOff(host: Page): Promise<void> {
  await host.getByText('取消', { exact: true }).click()
  await host.getByRole('button', { name: '确定取消这场' }).click()
  await expect(host.getByLabel('直播名称')).toBeVisible()
}

/** Ends the running sale; what is not sold goes back. */
export async function endSale(host: Page): Promise<void> {
  await host.goto('/studio')
  await host.getByText('结束抢购').first().click()
  await host.getByRole('button', { name: '确定结束', exact: true }).click()
  await expect(host.getByRole('button', { name: '暂停' })).toHaveCount(0)
}

/** Puts a sale into the queue: the `variant`-th of what the village has. */
export async function queueSale(
  host: Page,
  sale: { priceYuan: string; total: string; perBuyerLimit: string; variant?: number; opening?: string },
): Promise<void> {
  await host.goto('/studio')
  await host.getByRole('link', { name: '加一场抢购' }).first().click()
  await host
    .getByRole('radio')
    .nth(sale.variant ?? 0)
    .check({ force: true })
  await host.getByLabel('抢购价（元）').fill(sale.priceYuan)
  await host.getByLabel('数量（份）').fill(sale.total)
  await host.getByLabel('每人限购（份）').fill(sale.perBuyerLimit)
  if (sale.opening) await host.getByRole('radio', { name: sale.opening }).check({ force: true })
  await expect(host.getByText('每卖一份，农户得')).toBeVisible()
  await host.getByRole('button', { name: '排进队列' }).click()
  await expect(host).toHaveURL(/\/studio\/[^/]+$/)
}

/** Somebody else, signed in; on a screen like that of `like`. */
export async function anotherPerson(browser: Browser, phone: string, like?: Page): Promise<Page> {
  const viewport = like?.viewportSize()
  const own = await (await browser.newContext({ locale: 'zh-CN', ...(viewport && { viewport }) })).newPage()
  await signIn(own, phone)
  return own
}

/** Another browser, as small as a phone. */
export async function anotherPhone(browser: Browser, { javaScriptEnabled = true } = {}): Promise<Page> {
  const viewport = { width: 360, height: 800 }
  return (await browser.newContext({ viewport, locale: 'zh-CN', javaScriptEnabled })).newPage()
}

/** The small one: a page reads it in half the time. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on a page, and where it does first. Its half a megabyte is loaded once for a document. */
export async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa'],
      resultTypes: ['violations'], // what passes need not be described
    }),
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** No violation that axe knows of, no word missing; and with large text, too, nothing is wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await page.locator('body').innerText()).not.toContain('{{')
  expect(await violationsOn(page)).toEqual([])
  const tooWide = await page.evaluate(() => {
    const root = document.documentElement
    const wasLarge = root.classList.contains('text-large')
    root.classList.add('text-large')
    const overflow = root.scrollWidth - window.innerWidth
    root.classList.toggle('text-large', wasLarge)
    return overflow
  })
  expect(tooWide).toBeLessThanOrEqual(0)
}

/** Of those who could be paid, who are: all are chosen at first. */
export async function payOnly(page: Page, names: readonly string[]): Promise<void> {
  // `all` waits for nothing: until the list is there it would be empty.
  await expect(page.getByRole('group', { name: '给谁打款' })).toBeVisible()
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(name) }).check()
}
