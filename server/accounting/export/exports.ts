import type { ExportFormat } from '#shared/accounts.ts'
import { accept, refuse } from '#shared/result.ts'
import type { BookRange, Ledger } from '../../ledger/index.ts'
import type { RateLimits } from '../../platform/rate-limits.ts'
import type { Accounting, ExportFile } from '../types.ts'
import { csv } from './csv.ts'
import { openExport, type BookExport } from './entries.ts'
import { plainText } from './plain-text.ts'
import { workbook } from './workbook.ts'

/** Of one file: about 30 MB of text, and what Excel still opens with ease. A longer range is exported in parts. */
export const EXPORT_LINES_MAX = 200_000

const FILES: Record<ExportFormat, { ending: string; contentType: string }> = {
  xlsx: {
    ending: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  hledger: { ending: 'journal', contentType: 'text/plain; charset=utf-8' },
  ledger: { ending: 'ledger', contentType: 'text/plain; charset=utf-8' },
  beancount: { ending: 'beancount', contentType: 'text/plain; charset=utf-8' },
}

type Deps = { ledger: Ledger; limits: RateLimits } & Pick<Accounting, 'balanceSheet' | 'surplusStatement'>

/** Every format is written from the same entries (entries.ts), read while they are sent. */
export function createExports(deps: Deps): Pick<Accounting, 'exportBook'> {
  const { ledger, limits } = deps
  return {
    async exportBook({ format, callerId, ...range }) {
      const taken = await limits.take('bookExport', callerId)
      if (!taken.ok) return taken
      const { lines } = await ledger.countLines(range)
      if (lines > EXPORT_LINES_MAX) return refuse({ kind: 'export_too_long', lines, max: EXPORT_LINES_MAX })

      const exported = await openExport(ledger, range)
      return accept(await fileOf(exported, format, deps))
    },
  }
}

async function fileOf(exported: BookExport, format: ExportFormat, deps: Deps): Promise<ExportFile> {
  const { ending, contentType } = FILES[format]
  const { range, head } = exported
  const fileName = `${range.book}-${range.from}-${range.to}-block${head.height}.${ending}`
  if (format === 'csv') return { fileName, contentType, chunks: csv(exported) }
  if (format === 'xlsx') return { fileName, contentType, chunks: await excel(exported, range, deps) }
  return { fileName, contentType, chunks: plainText(exported, format) }
}

async function excel(exported: BookExport, range: BookRange, { balanceSheet, surplusStatement }: Deps) {
  const at = { book: range.book, on: range.to, height: range.height }
  const [sheet, surplus] = await Promise.all([balanceSheet(at), surplusStatement(at)])
  return workbook(exported, [
    { columns: ['期末余额', '年初余额'], statement: sheet },
    { columns: ['本年金额', '上年金额'], statement: surplus },
  ])
}
