import { fen, yuanText } from '#shared/money.ts'
import { BOM, csvRow as row } from '../../platform/csv.ts'
import type { Amount, BookExport, ExportItem } from './entries.ts'

const HEADINGS = [
  ...['日期 date', '凭证号 voucher', '摘要 memo', '科目编码 account', '科目名称 name'],
  ...['借方 debit', '贷方 credit', '借方（分） debit fen', '贷方（分） credit fen', '分录 journal'],
]

/** Journal lines as a table; opening balances come first, and the last row names the block. */
export async function* csv({ book, range, head, items }: BookExport): AsyncGenerator<string> {
  yield BOM + row([book.name, range.from, range.to]) + row(HEADINGS)
  for await (const item of items) yield rowsOf(item)
  yield row(['block', String(head.height), head.hash])
}

function rowsOf(item: ExportItem): string {
  if (item.is === 'balances') return ''
  if (item.is === 'opening')
    return item.lines.map((line) => row([item.on, '', '期初余额', ...cellsOf(line), ''])).join('')
  const { effectiveOn, month, number, memo, journalId } = item.voucher
  return item.lines
    .map((line) => row([effectiveOn, `${month}-${number}`, memo, ...cellsOf(line), journalId]))
    .join('')
}

function cellsOf({ account, amount }: Amount): string[] {
  const [yuan, inFen] = [yuanText(fen(Math.abs(amount))), String(Math.abs(amount))]
  return amount > 0
    ? [account.code, account.name, yuan, '', inFen, '']
    : [account.code, account.name, '', yuan, '', inFen]
}
