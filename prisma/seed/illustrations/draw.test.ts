import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { categories } from '../content/categories.ts'
import { villages } from '../content/villages.ts'
import { illustrations } from './draw.ts'

const folder = fileURLToPath(new URL('../../../public/illustrations/', import.meta.url))

test('the drawings that are served are those that the parts make', () => {
  const served = Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace('.svg', ''), readFileSync(`${folder}${file}`, 'utf8')]),
  )
  expect(served).toEqual(illustrations)
})

test('whatever the demo world shows has a drawing, and no drawing needs a font', () => {
  const shown = [
    ...villages.map(({ key }) => `village-${key}`),
    ...categories.map(({ slug }) => `category-${slug}`),
    ...categories.flatMap(({ products }) => products.map(({ slug }) => slug)),
  ]
  expect(Object.keys(illustrations).sort()).toEqual(shown.sort())
  for (const svg of Object.values(illustrations)) expect(svg).not.toMatch(/<text|font-family|href=/)
})
