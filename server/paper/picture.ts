import sharp from 'sharp'
import type { Mark, Sheet } from '#shared/sheet.ts'
import { face, fit, weightOf } from './fonts.ts'

const POINTS_PER_INCH = 72
/** three pixels for a point: sharp on a phone and on a home printer, under 500 kB in a chat group */
const DENSITY = 3 * POINTS_PER_INCH

/** A PNG. Text is drawn as outlines: what fonts the machine has makes no difference. */
export async function pictureOf(sheet: Sheet): Promise<Buffer> {
  return sharp(Buffer.from(svgOf(sheet)), { density: DENSITY })
    .flatten({ background: '#ffffff' })
    .png({ palette: true })
    .toBuffer()
}

function svgOf({ width, height, marks }: Sheet): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${marks.map(svgMark).join('')}</svg>`
}

function svgMark(mark: Mark): string {
  if (mark.mark === 'box') {
    const { x, y, width, height, colour } = mark
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`
  }
  if (mark.mark === 'path')
    return `<path transform="translate(${mark.x} ${mark.y}) scale(${mark.scale})" d="${mark.path}" fill="${mark.colour}"/>`

  const { size, left, glyphs } = fit(mark)
  const scale = size / face(weightOf(mark)).unitsPerEm
  let at = 0
  const outlines = glyphs.map(({ path, advanceWidth }) => {
    const outline = `<path transform="translate(${at} 0)" d="${path.toSVG()}"/>`
    at += advanceWidth
    return outline
  })
  const place = `translate(${left} ${mark.y}) scale(${scale} ${-scale})`
  return `<g transform="${place}" fill="${mark.colour}">${outlines.join('')}</g>`
}
