// Draws every illustration into public/illustrations. Run after changing a part: npx tsx prisma/seed/illustrations/draw.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { categoryIllustrations, villageIllustrations } from './places.ts'
import { productIllustrations } from './products.ts'

/** All of them, by the name that pictures are asked for by. */
export const illustrations: Record<string, string> = {
  ...productIllustrations,
  ...villageIllustrations,
  ...categoryIllustrations,
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../../../public/illustrations', import.meta.url))
  mkdirSync(folder, { recursive: true })
  for (const [name, svg] of Object.entries(illustrations)) writeFileSync(`${folder}/${name}.svg`, svg)
}
