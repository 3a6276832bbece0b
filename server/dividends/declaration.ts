import { businessDay } from '#shared/calendar.ts'
import { fen, zeroFen } from '#shared/money.ts'
import { refuse } from '#shared/result.ts'
import { memberAccounts, regimeAccounts } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { insertPayments } from './payment-store.ts'
import { followPayments } from './payments.ts'
import { lawfully, stepTaken } from './refused.ts'
import { declarationJournal, placedByMember } from './rules.ts'
import { findRun, findRunBefore, lockRun, markPosted } from './run-store.ts'
import type { Dividends } from './types.ts'
import { partsOfRun } from './view-store.ts'

/** What was resolved becomes payable, in one entry. */
export function createDeclaration(deps: DividendDeps): Pick<Dividends, 'post'> {
  const { db, clock, ids, ledger } = deps
  return {
    async post(runId, by) {
      const run = await findRun(db, runId)
      if (!run) throw new Error(`No run ${runId}`)
      const { book, regime } = await keeperOf(deps, run.organisationId)
      const parts = await partsOfRun(db, runId)
      const placed = placedByMember(parts)
      await ledger.openAccounts([
        ...regimeAccounts(book, regime),
        ...[...placed.values()].flatMap(({ partyId }) => memberAccounts(book, regime, partyId)),
      ])
      const before = await findRunBefore(db, { periodId: run.periodId, below: run.seq })
      const at = clock.now()
      const journal = declarationJournal({
        ...{ book, run, placed: [...placed.values()], on: businessDay(at), actor: by.userId },
        reserveBeforeFen: before?.run.reserveFen ?? zeroFen,
      })
      if (journal.lines.length === 0) return refuse({ kind: 'nothing_to_share' })
      const payments = [...placed].flatMap(([memberId, { byTrade, byShare }]) => {
        const amountFen = fen(byTrade + byShare)
        return amountFen > 0 ? [{ id: ids.next('pay'), memberId, amountFen }] : []
      })
      return stepTaken(
        await lawfully(
          db.$transaction(async (tx) => {
            if ((await lockRun(tx, runId))?.state !== 'resolved') return false
            const posted = await ledger.post(tx, [journal])
            await insertPayments(tx, runId, payments)
            const journalId = posted.get(journal.key)!.journalId
            await markPosted(tx, { runId, journalId, by, at })
            await followPayments(deps, tx, { runId, by })
            return true
          }),
        ),
      )
    },
  }
}
