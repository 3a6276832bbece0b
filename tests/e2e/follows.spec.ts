import { randomInt } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { anotherPhone, expectAccessible, signInByHand } from './steps.ts'

test('a viewer follows a village from its page, also without JavaScript, and stops it @once', async ({
  page,
  browser,
}) => {
  const phone = `137${String(randomInt(100_000_000)).padStart(8, '0')}`
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

test('what is planned is a calendar to subscribe to, also while it is empty @once', async ({
  page,
  request,
}) => {
  await page.goto('/live')
  const address = await page.getByRole('link', { name: '在日历里订阅全部直播' }).getAttribute('href')
  const calendar = await request.get(address ?? '')
  expect(calendar.headers()['content-type']).toContain('text/calendar')
  expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR\r\n/)
})
