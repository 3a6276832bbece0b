import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkPage, checkPageFile } from './check-page.mjs'

it('is the page in public/, so that what people check with is what is written here: npm run check-page', async () => {
  const page = await checkPage()

  expect(readFileSync(checkPageFile, 'utf8') === page).toBe(true)
  expect(page).not.toMatch(/(src|href)=/)
})
