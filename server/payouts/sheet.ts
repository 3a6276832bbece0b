import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { yuanText, type Fen } from '#shared/money.ts'
import { lineReference, type FileFormat, type PayoutBank } from '#shared/payouts.ts'
import { BOM, csvRow, harmlessCell } from '../platform/csv.ts'
import { templates, type Cell } from './templates.ts'

/** One payment as the file says it; account numbers are whole here and nowhere else. */
export type SheetLine = {
  number: number
  name: string
  bankName: string
  province: string
  city: string
  accountNumber: string
  amountFen: Fen
}
export type Payer = { name: string; bankName: string; accountNumber: string }

type Batch = { batchNumber: number; lines: readonly SheetLine[] }

const CONTENT_TYPES: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
export const contentTypeOf = (fileName: string) => CONTENT_TYPES[fileName.endsWith('.xlsx') ? 'xlsx' : 'csv']

/** What the bank's program reads. Total and count are not in it: the batch's page is its cover. */
export function bankRows(bank: PayoutBank, payer: Payer, { batchNumber, lines }: Batch): string[][] {
  const { columns, purpose } = templates[bank]
  const say = (line: SheetLine, cell: Cell): string => {
    switch (cell) {
      case 'number':
        return String(line.number)
      case 'currency':
        return 'CNY'
      case 'payerBank':
        return payer.bankName
      case 'payerNumber':
        return payer.accountNumber
      case 'payerName':
        return payer.name
      case 'payeeBank':
        return line.bankName
      case 'province':
        return line.province
      case 'city':
        return line.city
      case 'payeeNumber':
        return line.accountNumber
      case 'payeeName':
        return line.name
      case 'amount':
        // Text: banks' own programs have rounded numbers that Excel had shown otherwise.
        return yuanText(line.amountFen)
      case 'purpose':
        return purpose
      case 'reference':
        return lineReference(batchNumber, line.number)
    }
  }
  return [
    columns.map(({ title }) => title),
    ...lines.map((line) => columns.map(({ cell }) => say(line, cell))),
  ]
}

/** 签领单: for whoever hands out cash; each signs beside his line, and two who saw it under it. */
export function cashRows({ batchNumber, lines }: Batch): string[][] {
  return [
    ['编号', '领款人', '金额（元）', '领款人签字或按手印', '见证人一', '见证人二'],
    ...lines.map(({ number, name, amountFen }) => [
      lineReference(batchNumber, number),
      ...[name, yuanText(amountFen), '', '', ''],
    ]),
  ]
}

/** What Stripe is asked for, one transfer a line: nothing reads it but who approves it. */
export function transferRows({ batchNumber, lines }: Batch): string[][] {
  return [
    ['编号', '收款人', 'Stripe 账户', '所在地', '金额（元）'],
    ...lines.map(({ number, name, accountNumber, bankName, amountFen }) => [
      ...[lineReference(batchNumber, number), name, accountNumber, bankName, yuanText(amountFen)],
    ]),
  ]
}

export async function fileOf(rows: string[][], format: FileFormat): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return new TextEncoder().encode(BOM + rows.map(csvRow).join(''))
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Sheet1')
  // Text, also where it is digits: Excel would round an account number to fifteen of them.
  for (const cells of rows) sheet.addRow(cells.map(harmlessCell)).eachCell((cell) => (cell.numFmt = '@'))
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}
