import { PassThrough } from 'node:stream'
import ExcelJS from 'exceljs'
import { yuanText, type Fen } from '#shared/money.ts'

const MONEY = '#,##0.00'
/** Excel counts in binary fractions; up to 15 digits that is exact to the fen. */
export const yuan = (amount: Fen) => Number(yuanText(amount))

export type Cell = string | number | null
/** `money`: which columns hold yuan, from 1 */
type Layout = { widths: readonly number[]; money: readonly number[] }
/** A new sheet; what it returns adds rows to it, which are written at once, so that none is kept. */
export type AddSheet = (name: string, layout: Layout) => (rows: readonly Cell[][]) => void

/** An Excel workbook, sent while it is written. `gone`: nobody reads it any more. */
export function xlsx(
  write: (addSheet: AddSheet, gone: () => boolean) => Promise<void> | void,
): AsyncIterable<Uint8Array> {
  const out = new PassThrough()
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
  })
  const addSheet: AddSheet = (name, { widths, money }) => {
    const worksheet = writer.addWorksheet(name)
    worksheet.columns = widths.map((width) => ({ width }))
    return (rows) => {
      for (const cells of rows) {
        const row = worksheet.addRow(cells)
        for (const column of money) row.getCell(column).numFmt = MONEY
        row.commit()
      }
    }
  }
  async function written() {
    await write(addSheet, () => out.destroyed)
    if (!out.destroyed) await writer.commit()
  }
  written().catch((error: Error) => out.destroy(error))
  return out
}
