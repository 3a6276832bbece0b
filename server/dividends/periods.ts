import { businessDay, monthsBetween } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import type { Tx } from '../platform/db.ts'
import { heads, regimeAccounts } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { findPeriods, insertPeriod } from './period-store.ts'
import { lawfully } from './refused.ts'
import { closingJournal } from './rules.ts'
import type { By } from './answer.ts'
import type { Dividends, PeriodView } from './types.ts'

type Verbs = Pick<Dividends, 'closePeriod' | 'periodsOf'>

const LONG_AGO = '1900-01-01'

export function createPeriods(deps: DividendDeps): Verbs {
  const { db, clock, ids, ledger } = deps

  async function close(
    tx: Tx,
    asked: { organisationId: string; fromOn: string; toOn: string; book: string; regime: keyof typeof heads },
    by: By,
  ): Promise<PeriodView> {
    const { organisationId, fromOn, toOn, book, regime } = asked
    const periodId = ids.next('period')
    await ledger.holdBook(tx, book)
    const results = await ledger.turnover({ book, codePrefix: '5', from: fromOn, to: toOn }, tx)
    const [distributions] = await ledger.turnover(
      { book, codePrefix: heads[regime].distributions, from: LONG_AGO, to: toOn },
      tx,
    )
    const distributed = fen((distributions?.debit ?? 0) - (distributions?.credit ?? 0))
    const journal = closingJournal({ book, regime, periodId, toOn, actor: by.userId, results, distributed })
    if (journal) await ledger.post(tx, [journal])
    const today = businessDay(clock.now())
    for (const month of monthsBetween(fromOn, toOn))
      await ledger.closePeriod({ book, month, by: by.userId, today }, tx)
    return insertPeriod(tx, { periodId, organisationId, fromOn, toOn, closedAt: clock.now(), by })
  }

  return {
    async closePeriod(period, by) {
      const keeper = await keeperOf(deps, period.organisationId)
      await ledger.openAccounts(regimeAccounts(keeper.book, keeper.regime))
      return lawfully(db.$transaction((tx) => close(tx, { ...period, ...keeper }, by)))
    },
    periodsOf: (organisationId) => findPeriods(db, organisationId),
  }
}
