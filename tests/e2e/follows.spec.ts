import { expect, test } from '@playwright/test'
import { anotherPhone, expectAccessible, signInByHand } from './steps.ts'

test('a viewer follows a village from its page, also without JavaScript, and stops it', async ({
  page,
  browser,
}) => {
  const phone = `137${String(Date.now()).slice(-8)}`
  await page.goto('/villages/xiadang')
  await page.getByRole('link', { name: /^关注/ }).click()
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  const next = page.url()
  await signInByHand(page, phone)
  await page.goto(next)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('关注')
  await expectAccessible(page)
  await page.getByRole('button', { name: '关注，开播提醒我' }).click()
  await expect(page).toHaveURL(/\/villages\/xiadang$/)
  const following = page.getByRole('button', { name: /^已关注/ })
  await expect(following).toHaveAttribute('aria-pressed', 'true')
  await following.click()
  await expect(page.getByRole('button', { name: /^关注/ })).toHaveAttribute('aria-pressed', 'false')
  await page.getByRole('button', { name: /^关注/ }).click()
  await expect(page.getByRole('button', { name: /^已关注/ })).toBeVisible()

  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await plain.context().addCookies(await page.context().cookies())
  await plain.goto('/follows')
  await expect(plain.getByRole('link', { name: '下党村' })).toBeVisible()
  await expectAccessible(page)
  await plain.getByRole('button', { name: '取消关注下党村' }).click()
  await expect(plain.getByText('还没有关注的村')).toBeVisible()
  await plain.context().close()
})

test('what is planned goes into a calendar', async ({ page, request }) => {
  await page.goto('/live')
  const address = await page.getByRole('link', { name: '在日历里订阅全部直播' }).getAttribute('href')
  const all = await request.get(address ?? '')
  expect(all.headers()['content-type']).toContain('text/calendar')
  const calendar = await all.text()
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect(calendar).toContain('TRIGGER:-PT10M')

  const one = page.getByRole('link', { name: /^加入日历：/ }).first()
  const single = await (await request.get((await one.getAttribute('href')) ?? '')).text()
  expect(single.match(/BEGIN:VEVENT/g)).toHaveLength(1)
})
