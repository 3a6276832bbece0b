import { fen } from '#shared/money.ts'
import { xlsx, yuan, type AddSheet, type Cell } from '../../platform/xlsx.ts'
import type { Statement } from '../types.ts'
import type { Amount, BookExport, ExportItem } from './entries.ts'

export type HeadedStatement = { columns: readonly [string, string]; statement: Statement }
type Rest = { statements: readonly HeadedStatement[]; gone(): boolean }

/** An Excel workbook, written as it is read: trial balance, statements, and all journal lines. */
export function workbook(
  exported: BookExport,
  statements: readonly HeadedStatement[],
): AsyncIterable<Uint8Array> {
  return xlsx((sheet, gone) => write(sheet, exported, { statements, gone }))
}

async function write(
  sheet: AddSheet,
  { book, range, head, trialBalance, items }: BookExport,
  { statements, gone }: Rest,
): Promise<void> {
  const foot: Cell[] = [`block ${head.height}`, head.hash]
  const about: Cell[] = [book.name, `${range.from} – ${range.to}`]

  const balance = sheet('科目余额表 Trial balance', {
    widths: [14, 40, 16, 16, 16, 16, 16, 16],
    money: [3, 4, 5, 6, 7, 8],
  })
  balance([about])
  balance([
    ['科目编码', '科目名称', '期初借方', '期初贷方', '本期借方', '本期贷方', '期末借方', '期末贷方'],
    ...trialBalance.map((row): Cell[] => [
      ...[row.code, row.name, yuan(row.openDebit), yuan(row.openCredit), yuan(row.turnDebit)],
      ...[yuan(row.turnCredit), yuan(row.closeDebit), yuan(row.closeCredit)],
    ]),
    foot,
  ])
  for (const one of statements) writeStatement(sheet, one, { about, foot })

  const entries = sheet('序时账 Journal', {
    widths: [12, 14, 36, 14, 36, 16, 16, 16, 16],
    money: [6, 7],
  })
  entries([
    about,
    [...['日期', '凭证号', '摘要', '科目编码', '科目名称'], ...['借方', '贷方', '借方（分）', '贷方（分）']],
  ])
  for await (const item of items) {
    if (gone()) return
    entries(rowsOf(item))
  }
  entries([foot])
}

function writeStatement(
  sheet: AddSheet,
  { columns, statement }: HeadedStatement,
  { about, foot }: { about: Cell[]; foot: Cell[] },
): void {
  const add = sheet(statement.title.zh, { widths: [36, 8, 18, 18], money: [3, 4] })
  add([
    about,
    ['项目', '行次', ...columns],
    ...statement.rows.map(({ label, number, columns: [first, second] }): Cell[] =>
      number === null ? [label.zh] : [label.zh, number, yuan(first), yuan(second)],
    ),
    ...(statement.verified ? [] : [['表式未与财政部原文核对']]),
    foot,
  ])
}

function rowsOf(item: ExportItem): Cell[][] {
  if (item.is === 'balances') return []
  if (item.is === 'opening') return item.lines.map((line) => [item.on, '', '期初余额', ...cellsOf(line)])
  const { effectiveOn, month, number, memo } = item.voucher
  return item.lines.map((line) => [effectiveOn, `${month}-${number}`, memo, ...cellsOf(line)])
}

function cellsOf({ account, amount }: Amount): Cell[] {
  const positive = fen(Math.abs(amount))
  const sides: Cell[] =
    amount > 0
      ? [yuan(positive), null, String(positive), null]
      : [null, yuan(positive), null, String(positive)]
  return [account.code, account.name, ...sides]
}
