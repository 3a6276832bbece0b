import PDFDocument from 'pdfkit'
import type { Mark, Sheet, TextMark } from '#shared/sheet.ts'
import { face, fit, weightOf } from './fonts.ts'

/** One page; its text is text, with the signs that it uses embedded. */
export async function pdfOf(sheet: Sheet): Promise<Buffer> {
  const document = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    lang: sheet.lang,
    displayTitle: true,
    info: { Title: sheet.title, CreationDate: new Date(sheet.dated) },
  })
  for (const mark of sheet.marks) drawMark(document, mark)
  document.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of document) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

/** pdfkit takes a font that fontkit has read (its types do not say so), which spares reading it for each file. */
const fontSource = (mark: TextMark) => face(weightOf(mark)) as unknown as PDFKit.Mixins.PDFFontSource

function drawMark(document: PDFKit.PDFDocument, mark: Mark): void {
  if (mark.mark === 'box') {
    document.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.colour)
  } else if (mark.mark === 'path') {
    document.save().translate(mark.x, mark.y).scale(mark.scale).path(mark.path).fill(mark.colour).restore()
  } else {
    const { size, left } = fit(mark)
    document
      .font(fontSource(mark), weightOf(mark))
      .fontSize(size)
      .fillColor(mark.colour)
      .text(mark.text, left, mark.y, { lineBreak: false, baseline: 'alphabetic' })
  }
}
