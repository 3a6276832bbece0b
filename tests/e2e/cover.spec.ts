import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import {
  anotherPerson,
  anotherPhone,
  callOff,
  endSession,
  expectAccessible,
  goOnAir,
  plan,
  secretary,
  signIn,
} from './steps.ts'

const operator = '13900000038'

const aPhoto = (background: string) =>
  sharp({ create: { width: 2_000, height: 1_500, channels: 3, background } })
    .jpeg()
    .toBuffer()

test('a host puts a cover on a session, which its viewers see, and takes it off again', async ({
  page: host,
  browser,
}) => {
  await signIn(host, secretary)
  const room = await goOnAir(host, '春茶开采')
  const viewer = await anotherPhone(browser)
  await viewer.goto(room)
  const shown = viewer.getByRole('region', { name: '直播间' }).locator('img').first()
  const before = await shown.getAttribute('src')

  await host.getByRole('link', { name: '封面' }).click()
  const field = host.getByLabel('拍一张，或从相册选')
  await field.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('好蜜') })
  await expect(host.getByRole('alert')).toContainText('这张图打不开')
  await expectAccessible(host)
  await field.setInputFiles({ name: 'tea.jpg', mimeType: 'image/jpeg', buffer: await aPhoto('#2f6543') })
  await expect(host.getByText('换好了，观众刷新就能看到。')).toBeVisible()
  await expectAccessible(host)
  await viewer.reload()
  const cover = /^\/pictures\/cover-[0-9a-f]{32}\/640\.jpeg$/
  await expect(shown).toHaveAttribute('src', cover)
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)

  await host.getByRole('button', { name: '换回村里的图' }).click()
  await expect(host.getByRole('button', { name: '换回村里的图' })).toHaveCount(0)
  await viewer.reload()
  await expect(shown).toHaveAttribute('src', before!)
  await host.goto('/studio')
  await endSession(host)
  await viewer.context().close()
})

test('the platform takes a cover down, with a reason that its host reads', async ({
  page: host,
  browser,
}) => {
  await signIn(host, secretary)
  const room = await plan(host, '春茶头采')
  await host.goto(`/studio/sessions/${room.split('/').at(-1)}/cover`)
  const photo = { name: 'tea.jpg', mimeType: 'image/jpeg', buffer: await aPhoto('#7b3f61') }
  await host.getByLabel('拍一张，或从相册选').setInputFiles(photo)
  await expect(host.getByText('换好了，观众刷新就能看到。')).toBeVisible()

  const platform = await anotherPerson(browser, operator, host)
  await platform.goto('/platform/covers')
  const card = platform.getByRole('listitem').filter({ hasText: '春茶头采' }).first()
  await expect(card.getByText('正在用')).toBeVisible()
  await expectAccessible(platform)
  await card.getByLabel('原因').fill('印了别家的商标')
  await card.getByRole('button', { name: '撤下这张封面' }).click()
  await expect(card.getByText('已撤下')).toBeVisible()
  await expect(card.getByText('印了别家的商标')).toBeVisible()
  await expectAccessible(platform)
  await platform.context().close()

  await host.goto(`/studio/sessions/${room.split('/').at(-1)}/cover`)
  await expect(host.getByText('平台撤下了您放的封面：印了别家的商标')).toBeVisible()
  await expect(host.getByRole('button', { name: '换回村里的图' })).toHaveCount(0)
  await host.getByLabel('拍一张，或从相册选').setInputFiles(photo)
  await expect(host.getByRole('alert')).toContainText('平台撤下过这张图（印了别家的商标）')
  await expectAccessible(host)
  await host.goto('/studio')
  await callOff(host)
})

test('a page without scripts sends its photo by the button @once', async ({ page: host, browser }) => {
  await signIn(host, secretary)
  const room = await plan(host, '春茶开采')
  const plain = await anotherPhone(browser, { javaScriptEnabled: false })
  await signIn(plain, secretary)
  await plain.goto(`/studio/sessions/${room.split('/').at(-1)}/cover`)
  const photo = { name: 'tea.jpg', mimeType: 'image/jpeg', buffer: await aPhoto('#c98a1b') }
  await plain.getByLabel('拍一张，或从相册选').setInputFiles(photo)
  await plain.getByRole('button', { name: '用这张' }).click()
  await expect(plain.getByText('换好了，观众刷新就能看到。')).toBeVisible()
  await plain.context().close()
  await host.goto('/studio')
  await callOff(host)
})
