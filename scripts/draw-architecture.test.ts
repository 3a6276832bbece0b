import { expect, it } from 'vitest'
import { readPage, withDrawing } from './draw-architecture.mjs'

it('draws in docs/ARCHITECTURE.md exactly the arrows of boundaries.js', () => {
  const page = readPage()

  expect(page).toContain('checkout --> ledger')
  expect(withDrawing(page), 'run: node scripts/draw-architecture.mjs').toBe(page)
})
