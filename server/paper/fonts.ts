import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import type { TextMark } from '#shared/sheet.ts'
import { unpackWoff } from './unpack-woff.ts'

const require = createRequire(import.meta.url)

// A machine may have no Chinese font, so ours comes with us: Noto Sans SC (OFL-1.1), some 8,000 signs. One that it
// lacks is drawn as an empty box.
const files = {
  regular: require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'),
  bold: require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff'),
}
export type Weight = keyof typeof files
export const weightOf = ({ bold = false }: Pick<TextMark, 'bold'>): Weight => (bold ? 'bold' : 'regular')

const faces = new Map<Weight, fontkit.Font>()

/** Read when first asked for: some 3 MB each. */
export function face(weight: Weight): fontkit.Font {
  const known = faces.get(weight)
  if (known) return known
  const font = fontkit.create(unpackWoff(readFileSync(files[weight])))
  if (!('glyphsForString' in font)) throw new Error(`${files[weight]} is a collection`)
  faces.set(weight, font)
  return font
}

export type Fitted = { size: number; left: number; glyphs: fontkit.Glyph[] }

/** How large a text is set and where it begins, so that it stays within its width. */
export function fit(text: TextMark): Fitted {
  const font = face(weightOf(text))
  const glyphs = font.glyphsForString(text.text)
  const ems = glyphs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / font.unitsPerEm
  const size = Math.min(text.size, ems > 0 ? text.width / ems : text.size)
  const spare = { left: 0, middle: ems * size * 0.5, right: ems * size }[text.align ?? 'left']
  return { size, left: text.x - spare, glyphs }
}

/** Signs that would be drawn as empty boxes. */
export function missingSigns(text: string): string[] {
  const font = face('regular')
  return [...new Set(text)].filter((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0)!))
}
