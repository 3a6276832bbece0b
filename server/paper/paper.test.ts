import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { A4, type Mark, type Sheet, type TextMark } from '#shared/sheet.ts'
import { createRateLimits } from '../platform/rate-limits.ts'
import { fit, missingSigns } from './fonts.ts'
import { createPaper } from './paper.ts'

const words = (text: string, look: Partial<TextMark> = {}): TextMark => ({
  ...{ mark: 'text', text, x: 40, y: 100, size: 20, colour: '#000000', width: 500 },
  ...look,
})
const sheet = (...marks: Mark[]): Sheet => ({
  ...{ ...A4, title: '村务公开', lang: 'zh-CN', dated: '2026-11-27T00:00:00Z' },
  marks,
})
const draw = async (drawn: Sheet, format: 'pdf' | 'png') => {
  const paper = createPaper({ limits: createRateLimits({ factor: 1 }) })
  const answer = await paper.draw(drawn, { format, callerId: 'someone' })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.bytes
}
/** How many pixels are not white. */
async function inked(png: Buffer): Promise<number> {
  const grey = await sharp(png).greyscale().raw().toBuffer()
  return grey.reduce((sum, pixel) => sum + (pixel < 128 ? 1 : 0), 0)
}

describe('a text', () => {
  it('that is wider than its room is set smaller, and ends where it should', () => {
    const short = fit(words('村务公开'))
    expect(short).toMatchObject({ size: 20, left: 40 })
    const narrow = fit(words('村务公开', { width: 40, align: 'right', x: 100 }))
    expect(narrow.size).toBeCloseTo(10)
    expect(narrow.left).toBeCloseTo(60)
  })

  it('of signs that the font lacks is found', () => {
    expect(missingSigns('村务公开 ¥1,234.56')).toEqual([])
    expect(missingSigns('村\u{2A6D6}')).toEqual(['\u{2A6D6}'])
  })
})

describe('a sheet', () => {
  it('is one PDF page of A4 with its font inside, and the same again', async () => {
    const drawn = sheet(words('收入 ¥12.00'), words('粗', { bold: true }))
    const pdf = (await draw(drawn, 'pdf')).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/)
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(pdf.match(/\/FontFile[23]?\b/g)).toHaveLength(2)
    expect(pdf).toContain('/Lang (zh-CN)')
    const again = (await draw(drawn, 'pdf')).toString('latin1')
    const withoutId = (file: string) =>
      createHash('sha256')
        .update(file.replace(/\/ID \[.*?\]/s, ''))
        .digest('hex')
    expect(withoutId(again)).toBe(withoutId(pdf))
  })

  it('is a picture with its words in it', async () => {
    const empty = await draw(sheet(), 'png')
    const { width, height, format } = await sharp(empty).metadata()
    expect({ format, width, height }).toEqual({ format: 'png', width: 1786, height: 2526 })
    expect(await inked(empty)).toBe(0)
    const few = await inked(await draw(sheet(words('村')), 'png'))
    const many = await inked(await draw(sheet(words('村务公开')), 'png'))
    expect(few).toBeGreaterThan(300)
    expect(many).toBeGreaterThan(few * 2)
    const code = await draw(
      sheet({ mark: 'path', x: 10, y: 10, scale: 2, path: 'M0 0h10v10h-10z', colour: '#000000' }),
      'png',
    )
    expect(await inked(code)).toBeCloseTo(60 * 60, -3)
  })

  it('is drawn once for all who want it, and for nobody too many new ones', async () => {
    const paper = createPaper({ limits: createRateLimits({ factor: 0.05 }) })
    const ask = (text: string, callerId = 'one') =>
      paper.draw(sheet(words(text)), { format: 'pdf', callerId })
    const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('村', `villager ${n}`)))
    const files = asked.map((answer) => answer.ok && answer.value.bytes)
    expect(new Set(files).size).toBe(1)

    const answers = [await ask('务'), await ask('公'), await ask('开')]
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(await ask('收')).toMatchObject({ ok: false, refusal: { kind: 'too_many_requests' } })
    expect(await ask('务')).toMatchObject({ ok: true })
  })
})
