import { expect, test } from '@playwright/test'
import { anotherPhone, endSession, expectAccessible, goOnAir, secretary, signIn } from './steps.ts'

test('viewers like a session, with scripts and without, and its host sees how it warms up', async ({
  page: host,
  browser,
}) => {
  await signIn(host, secretary)
  const room = await goOnAir(host, '山里的笋')
  const [first, second, plain] = [
    await anotherPhone(browser),
    await anotherPhone(browser),
    await anotherPhone(browser, { javaScriptEnabled: false }),
  ]
  await Promise.all([first, second].map((viewer) => viewer.goto(room)))
  await first.getByRole('button', { name: '点赞' }).click()
  await expect(first.getByRole('button', { name: '已赞 1' })).toHaveAttribute('aria-pressed', 'true')
  await expect(second.getByRole('button', { name: '点赞 1' })).toBeVisible()
  await plain.goto(room)
  await plain.getByRole('button', { name: '点赞 1' }).click()
  await expect(plain.getByRole('button', { name: '已赞 2' })).toBeVisible()
  await expect(first.getByRole('button', { name: '已赞 2' })).toBeVisible()
  await first.reload()
  await expect(first.getByRole('button', { name: '已赞 2' })).toBeVisible()
  await expectAccessible(first)

  await host.reload()
  const heat = host.getByRole('group', { name: '看什么' })
  await heat.getByRole('button', { name: '点赞' }).click()
  await expect(host.getByRole('img', { name: '每分钟新点赞的人' })).toBeVisible()
  await expect(host.getByRole('paragraph').filter({ hasText: /^最热在 \d\d:\d\d：[12] 人。$/ })).toBeVisible()
  await expectAccessible(host)
  await endSession(host)
  await Promise.all([first, second, plain].map((viewer) => viewer.context().close()))
})
