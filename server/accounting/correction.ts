import { fen } from '#shared/money.ts'
import type { JournalRequest, Ledger } from '../ledger/index.ts'
import type { Correction } from './types.ts'

/**
 * 更正: an entry of its own in the open month that says what it corrects. What was posted stays as it is
 * (财会〔2021〕37号 art. 59: errors are corrected prospectively).
 */
export function correctionJournal(correction: Correction, corrects: string): JournalRequest {
  const { book, key, debit, credit, amountFen, reason, by, today } = correction
  const { month, number } = correction.corrects
  return {
    key: `correction:${key}`,
    kind: 'correction',
    effectiveOn: today,
    source: { type: 'correction', id: key },
    reverses: corrects,
    actor: by,
    memo: `更正 ${month} 第 ${number} 号：${reason}`,
    lines: [
      { book, account: debit, amount: amountFen },
      { book, account: credit, amount: fen(0 - amountFen) },
    ],
  }
}

/**
 * A correction may need an account that the book has not had yet: a head of its chart is opened. Details are opened by
 * who knows what they stand for.
 * @returns the account that neither is there nor is a head of the chart
 */
export async function openHeadAccounts(
  ledger: Pick<Ledger, 'balances' | 'book' | 'openAccounts'>,
  { book, debit, credit }: Correction,
): Promise<string | null> {
  const [open, view] = await Promise.all([ledger.balances({ book }), ledger.book(book)])
  const known = new Set(open.map(({ code }) => code))
  for (const code of [debit, credit]) {
    if (known.has(code)) continue
    const head = view?.chart.heads.find((one) => one.head === code)
    // The parent of details that may stand on either side is never posted to itself.
    if (!head || head.side === 'both') return code
    await ledger.openAccounts([{ book, code, name: head.name.zh, type: head.type }])
  }
  return null
}
