import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvRow, readCsv } from './csv.ts'

/** CR alone is no end of a line in RFC 4180, and our reader drops it as banks' files have it. */
const text = fc.string({ unit: fc.constantFrom('a', '茶', ',', '"', '\n', ' ', '1') })

it('reads what it writes, whatever stands in the cells', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1 }), { minLength: 1 }), (rows) => {
      const written = rows.map(csvRow).join('')
      const guarded = rows.map((row) => row.map((cell) => (cell.startsWith('\n') ? `'${cell}` : cell)))
      expect(readCsv(written)).toEqual(guarded)
    }),
  )
})

it('lets no cell begin like a formula', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n'), fc.string(), (sign, rest) => {
      expect(csvCell(sign + rest)).toMatch(/^"?'/)
    }),
  )
})

describe('a cell of CSV', () => {
  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['a,"b"\n', '"a,""b""\n"'],
    ['订单 1', '订单 1'],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})
