import { fen, type Fen } from '#shared/money.ts'
import type { PayoutBank } from '#shared/payouts.ts'
import { readCsv } from '../platform/csv.ts'
import { templates } from './templates.ts'

/** Above what a batch can have, with room for a bank's own lines above and below. */
export const RESULT_LINES_MAX = 2_000

/** What a bank says of one payment, as far as it can be read. */
export type ResultLine = {
  /** counted from 1 below the titles */
  number: number
  /** the line itself, long numbers masked */
  text: string
  said: {
    reference: string
    amountFen: Fen | null
    payeeNumber: string
    verdict: 'succeeded' | 'failed' | 'open'
    bankReference: string
    reason: string
  } | null
}

/** Banks write UTF-8 or GB 18030; the second is never valid UTF-8 once it has Chinese in it. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** `'1,234.50` → 123450; null for what is no amount with at most two decimals */
function amountOf(text: string): Fen | null {
  const [, yuan, part = ''] = /^'?(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim()) ?? []
  return yuan === undefined ? null : fen(BigInt(yuan + part.padEnd(2, '0')))
}

const masked = (text: string) => text.replace(/\d{8,}/g, (digits) => `****${digits.slice(-4)}`)

/** @returns null when the file has no line with the bank's titles */
export function readResult(bank: PayoutBank, bytes: Uint8Array): ResultLine[] | null {
  const { result, succeeded, failed } = templates[bank]
  const rows = readCsv(decoded(bytes)).map((row) => row.map((cell) => cell.trim()))
  const titles = rows.findIndex((row) => row.includes(result.reference) && row.includes(result.status))
  if (titles === -1) return null
  const at = (title: string) => rows[titles]!.indexOf(title)
  const places = {
    ...{ reference: at(result.reference), amount: at(result.amount), payee: at(result.payeeNumber) },
    ...{ status: at(result.status), bankReference: at(result.bankReference), reason: at(result.reason) },
  }

  return rows
    .slice(titles + 1)
    .map((row, index) => ({ row, number: index + 1 }))
    .filter(({ row }) => row.some((cell) => cell !== ''))
    .map(({ row, number }) => {
      const cell = (place: number) => row[place]?.replace(/^'/, '') ?? ''
      const status = cell(places.status)
      const reference = cell(places.reference)
      const verdict = succeeded.includes(status) ? 'succeeded' : failed.includes(status) ? 'failed' : 'open'
      return {
        number,
        text: masked(row.join(' | ')).slice(0, 500),
        said: reference
          ? {
              ...{ reference, verdict, amountFen: amountOf(cell(places.amount)) },
              payeeNumber: cell(places.payee).replace(/\s/g, ''),
              ...{ bankReference: cell(places.bankReference), reason: cell(places.reason) },
            }
          : null,
      } as const
    })
}
