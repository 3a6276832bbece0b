import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import {
  anotherPhone,
  callOff,
  endSession,
  expectAccessible,
  goOnAir,
  plan,
  secretary,
  signIn,
} from './steps.ts'

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
