/** Excel takes a file without it for GBK. */
export const BOM = '\uFEFF'

export const csvRow = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`

/** A cell that begins like a formula is made text by an apostrophe, as OWASP advises, or it could run in somebody's Excel. */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** RFC 4180, with the guard against formulas. */
export function csvCell(text: string): string {
  const harmless = harmlessCell(text)
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** RFC 4180 as banks and Excel write it. @returns rows of cells; a quote that never closes ends with the text */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (sign === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (isQuoted) cell += sign
    else if (sign === ',') endCell()
    else if (sign === '\n') endRow()
    else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
