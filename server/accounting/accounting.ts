import { endsYear } from '#shared/accounts.ts'
import { addDays } from '#shared/calendar.ts'
import { accept, refuse } from '#shared/result.ts'
import { LedgerViolation, type Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import type { RateLimits } from '../platform/rate-limits.ts'
import { balanceSheet } from './balance-sheet.ts'
import { correctionJournal, openHeadAccounts } from './correction.ts'
import { createExports } from './export/exports.ts'
import type { Forms } from './form-types.ts'
import { formsOf } from './forms.ts'
import { surplusStatement, type YearFacts } from './surplus-statement.ts'
import type { Accounting, AsOf, CloseRefusal } from './types.ts'

type Deps = { db: Db; ledger: Ledger; limits: RateLimits }

const CLOSE_REFUSALS: Record<string, CloseRefusal['kind']> = {
  LEDGER_MONTH_NOT_OVER: 'month_not_over',
  LEDGER_EARLIER_MONTH_OPEN: 'earlier_month_open',
}

const CORRECTION_REFUSALS: Record<string, 'account_floor' | 'key_reused'> = {
  LEDGER_FLOOR: 'account_floor',
  LEDGER_IDEMPOTENCY_MISMATCH: 'key_reused',
}

/** What an accountant does with a book: statements in the standard's forms, closing months, corrections, exports. */
export function createAccounting({ db, ledger, limits }: Deps): Accounting {
  const formsFor = async (book: string): Promise<Forms> => {
    const view = await ledger.book(book)
    if (!view) throw new Error(`No book ${book}`)
    return formsOf(view.chart.regime)
  }
  const yearFacts = async ({ book, on, height }: AsOf, forms: Forms): Promise<YearFacts> => {
    const range = { book, height, from: `${on.slice(0, 4)}-01-01`, to: on }
    const heads = [forms.profitHead, forms.distributionHead]
    const [accounts, touched] = await Promise.all([
      ledger.trialBalance(range),
      ledger.linesTouching({ ...range, heads }),
    ])
    return { accounts, touched }
  }

  const statements: Pick<Accounting, 'balanceSheet' | 'surplusStatement'> = {
    async balanceSheet(at) {
      const range = { book: at.book, height: at.height, from: `${at.on.slice(0, 4)}-01-01`, to: at.on }
      return balanceSheet(await ledger.trialBalance(range), await formsFor(at.book))
    },
    async surplusStatement(at) {
      const forms = await formsFor(at.book)
      const lastYear = { ...at, on: addDays(`${at.on.slice(0, 4)}-01-01`, -1) }
      const years = await Promise.all([yearFacts(at, forms), yearFacts(lastYear, forms)])
      return surplusStatement(years, forms)
    },
  }

  return {
    ...statements,
    ...createExports({ ledger, limits, ...statements }),

    async closeMonth(close) {
      if (endsYear(close.month)) return refuse({ kind: 'year_end' })
      try {
        return (await ledger.closePeriod(close)) ? accept(null) : refuse({ kind: 'month_closed' })
      } catch (error) {
        const kind = error instanceof LedgerViolation ? CLOSE_REFUSALS[error.code] : undefined
        if (!kind) throw error
        return refuse({ kind })
      }
    },

    async correct(correction) {
      const { book, corrects } = correction
      const voucher = await ledger.voucher({ book, ...corrects })
      if (!voucher) return refuse({ kind: 'voucher_not_found' })
      const unknown = await openHeadAccounts(ledger, correction)
      if (unknown) return refuse({ kind: 'unknown_account', account: unknown })
      const journal = correctionJournal(correction, voucher.journalId)
      try {
        const posted = await db.$transaction((tx) => ledger.post(tx, [journal]))
        return accept({ journalId: posted.get(journal.key)?.journalId ?? '' })
      } catch (error) {
        const kind = error instanceof LedgerViolation ? CORRECTION_REFUSALS[error.code] : undefined
        if (!kind) throw error
        return refuse({ kind })
      }
    },
  }
}
