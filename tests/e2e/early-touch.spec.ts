import { expect, test } from '@playwright/test'

test('a page that is touched the moment its scripts begin comes alive all the same', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  // React listens to the document as soon as it knows the page, and begins to draw it a little later.
  await page.addInitScript(() => {
    const listen = document.addEventListener.bind(document)
    document.addEventListener = (...args: Parameters<typeof listen>) => {
      listen(...args)
      if (args[0] !== 'keydown' || Reflect.get(window, 'isTouched')) return
      Reflect.set(window, 'isTouched', true)
      queueMicrotask(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true })))
    }
  })
  await page.goto('/')

  const isDrawn = () =>
    page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith('__react')))
  await expect.poll(isDrawn).toBe(true)
  expect(await page.evaluate(() => Reflect.get(window, 'isTouched'))).toBe(true)
  // A link leads on without loading anew.
  await page.evaluate(() => Reflect.set(window, 'isThisPage', true))
  await page.locator('a[href="/products/wildflower-honey"]').first().click()
  await expect(page).toHaveURL(/\/products\//)
  expect(await page.evaluate(() => Reflect.get(window, 'isThisPage'))).toBe(true)
  expect(errors).toEqual([])
})
