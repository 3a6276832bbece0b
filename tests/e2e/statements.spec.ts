import { expect, test, type Browser } from '@playwright/test'
import { accountant, anotherPerson, buy, expectAccessible, signIn, signInByHand } from './steps.ts'

const atu = '13900000021'
const jinlian = '13900000022'
const auditor = '13900000015'
const operator = '13900000013'
const coop = '/coop/org_coop-yiyou'
const member = '/member/org_coop-yiyou'

/** Huang Atu's household supplies it. */
async function sellHisHoney(browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await buy(page, 'wildflower-honey')
  await page.context().close()
}

/** ¥1,234.56 → 123456 */
const fenIn = (text: string) =>
  Math.round(Number(/(-?)[¥￥]([\d,]+\.\d\d)/.exec(text)?.slice(1).join('').replaceAll(',', '')) * 100)

test('a villager reads in two taps how much is his and why, down to the proof @once', async ({
  page,
  browser,
}) => {
  await sellHisHoney(browser)
  // Signing in leads a member to the answer.
  await signInByHand(page, atu)
  await expect(page.getByText('现在一共有')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: '看每一笔从哪来' }).click()
  await expect(page.getByRole('heading', { name: '我的对账单' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '为什么是这个数' })).toBeVisible()
  const rows = await page.getByRole('table', { name: '为什么是这个数' }).getByRole('row').allInnerTexts()
  const figures = rows.map(fenIn)
  const closing = figures.pop()
  expect(closing).toBeGreaterThan(0)
  expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(closing)
  await expectAccessible(page)

  await page
    .getByRole('link', { name: /卖货收入 · 山上百花蜜/ })
    .last()
    .click()
  for (const words of ['这一笔怎么来的', '这一单怎么分', '批次', '入账证明'])
    await expect(page.getByText(words).first()).toBeVisible()
  const text = await page.locator('main').innerText()
  expect(text).not.toContain('王小明')
  await expectAccessible(page)
  // What is posted is sealed within seconds.
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('link', { name: '下载证明' })).toBeVisible({ timeout: 1000 })
  }).toPass()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载证明' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^shanhuo-proof-/)
})

test('it is read aloud in words, turned to the year, and printed on sheets @once', async ({ page }) => {
  await page.addInitScript(() => {
    // Chromium without a sound card has no voice: what it is given to say is written down instead.
    const said: string[] = []
    Object.assign(window, { said })
    window.speechSynthesis.speak = (utterance) => said.push(`${utterance.lang} ${utterance.text}`)
  })
  await signIn(page, atu)
  await page.goto(`${member}/statement`)

  await page.getByRole('button', { name: '读给我听' }).click()

  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^zh-CN \d{4}年\d+月，您开始时有.*元.*。$/)
  expect(said[0]).not.toMatch(/[¥{}]/)
  await expect(page.getByText(said[0]!.slice('zh-CN '.length))).toBeVisible()
  await page.getByRole('button', { name: '停', exact: true }).click()

  await page.getByRole('link', { name: '看全年' }).click()
  await expect(page.getByRole('table', { name: '逐月' })).toBeVisible()
  await expectAccessible(page)
  await page.goto(`${member}/statement?year=2025`)
  await page.getByRole('link', { name: '2025年6月' }).click()
  await expect(page.getByText('交货给合作社').first()).toBeVisible()

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden()
  await expect(page.getByRole('link', { name: '上个月' })).toBeHidden()
  await expect(page.getByText('逐笔明细').first()).toBeVisible()
})

test('a member who tries a neighbour’s entry finds nothing @once', async ({ page, browser }) => {
  await sellHisHoney(browser)
  await signIn(page, atu)
  await page.goto(`${member}/statement`)
  const his = await page
    .getByRole('link', { name: /卖货收入 · 山上百花蜜/ })
    .last()
    .getAttribute('href')
  const hers = await anotherPerson(browser, jinlian)

  expect((await page.request.get(his!)).status()).toBe(200)
  for (const path of [his!, `${his}/proof.json`])
    expect((await hers.request.get(path)).status(), path).toBe(404)
  expect((await hers.request.get(`${coop}/members`)).status()).toBe(403)
  await hers.context().close()
})

test('staff open a household’s statement; the household and the auditor see that they did @once', async ({
  page,
  browser,
}) => {
  const atus = await anotherPerson(browser, atu)
  await signIn(page, accountant)
  await page.goto(`${coop}/members`)
  await expectAccessible(page)
  await page.getByRole('link', { name: /黄阿土/ }).click()
  await expect(page.getByRole('heading', { name: /黄阿土的对账单/ })).toBeVisible()
  await expectAccessible(page)

  await atus.goto(`${member}/reads`)
  await expect(atus.getByText('您的数据 · 对账单').first()).toBeVisible()
  await expect(atus.getByText('许慧敏 · 合作社').first()).toBeVisible()
  const paying = await anotherPerson(browser, operator)
  await paying.goto('/platform/payouts/accounts')
  await expect(paying.getByText('黄阿土').first()).toBeVisible()
  await paying.context().close()
  await atus.reload()
  await expect(atus.getByText('您的数据 · 打款').first()).toBeVisible()
  // Looking at one's own is not written down.
  expect(await atus.locator('main').innerText()).not.toContain('黄阿土 · 成员')
  await expectAccessible(atus)
  await atus.context().close()

  const watching = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signInByHand(watching, auditor)
  await expect(watching).toHaveURL(new RegExp(coop))
  await watching.getByRole('link', { name: '查阅记录' }).click()
  await expect(watching.getByText('黄阿土 · 对账单').first()).toBeVisible()
  await expectAccessible(watching)
  expect((await watching.request.get(`${coop}/orders`)).status()).toBe(403)
  expect((await page.request.get(`${coop}/reads`)).status()).toBe(403)
  await watching.context().close()
})

test('the cooperative’s own statement adds up, and strangers read a family name only', async ({ page }) => {
  await signIn(page, accountant)
  await page.goto(`${coop}/statement`)
  await expect(page.getByRole('table', { name: '逐笔明细' })).toBeVisible()
  await expectAccessible(page)

  await page.goto('/products/wildflower-honey')
  await expect(page.getByText('黄**家').first()).toBeVisible()
  expect(await page.locator('body').innerText()).not.toContain('黄阿土')
})
