import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import { bookReads } from './book-store.ts'
import { holdBalances } from './hold-store.ts'
import { partyReads } from './party-store.ts'
import { createAccountIds, openAccount, postJournals } from './post-store.ts'
import { ledgerReads, ledgerUpkeep } from './store.ts'
import { accountTurnover } from './turnover-store.ts'
import type { Ledger } from './types.ts'
import { asViolation } from './violation.ts'

/**
 * Double entry, one book per legal entity, append-only. It knows accounts, amounts and references; it knows no orders,
 * no villages and no people. PostgreSQL enforces what it promises (README.md).
 */
export function createLedger({ db, ids }: { db: Db; ids: Ids }): Ledger {
  const accountIds = createAccountIds()
  const called = async <T>(call: Promise<T>) => {
    try {
      return await call
    } catch (error) {
      throw asViolation(error)
    }
  }
  return {
    ...ledgerReads(db),
    ...ledgerUpkeep(db),
    ...bookReads(db),
    ...partyReads(db),
    async openBook({ code, name, regime }) {
      await called(db.$queryRaw`select ledger.open_book(${code}, ${name}, ${regime})`)
    },
    async openAccounts(accounts) {
      for (const account of accounts) await openAccount(db, account)
    },
    post: (tx, journals) => postJournals(tx, journals, { ids, accountIds }),
    holdBalances,
    turnover: (filter, tx = db) => accountTurnover(tx, filter),
    holdBook: (tx, book) => called(tx.$queryRaw`select ledger.hold_book(${book})::text`),
    async closePeriod({ book, month, by, today }, tx = db) {
      const [row] = await called(
        tx.$queryRaw<{ closed: boolean }[]>`
          select ledger.close_period(${book}, ${month}, ${by}, ${today}::date) as closed`,
      )
      return row?.closed ?? false
    },
  }
}
