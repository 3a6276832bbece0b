import { createHash } from 'node:crypto'
import { shanghaiDay } from '#shared/dividend.ts'
import { fen, zeroFen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import { memberAccounts, regimeAccounts } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import {
  findPayment,
  findPaymentOf,
  insertPayments,
  markPaid,
  markReceipted,
  openPayments,
} from './payment-store.ts'
import { lawfully } from './refused.ts'
import { declarationJournal, paymentJournal, placedByMember } from './rules.ts'
import { findRun, findRunBefore, lockRun, markPosted, moveRun } from './run-store.ts'
import type { Answer, By, Dividends } from './types.ts'
import { partsOfRun } from './view-store.ts'

type PaymentAt = { runId: string; paymentId: string }
type Verbs = Pick<Dividends, 'post' | 'recordPaid' | 'recordReceipt' | 'confirmReceipt' | 'publish'>

const stepOf = (answer: Answer<boolean>): Answer => {
  if (!answer.ok) return answer
  return answer.value ? accept(null) : refuse({ kind: 'state_skipped' })
}

/** From a resolution to money that was received: every step an entry, none skipped. */
export function createPayments(deps: DividendDeps): Verbs {
  const { db, clock, ids, ledger } = deps

  /** A run follows its payments: paid when all are, receipted when all are. */
  async function follow(tx: Tx, runId: string, by: By): Promise<void> {
    const at = clock.now()
    const { unpaid, unreceipted } = await openPayments(tx, runId)
    if (unpaid === 0) await moveRun(tx, { runId, from: ['posted'], to: 'paid', by, at })
    if (unreceipted === 0) await moveRun(tx, { runId, from: ['paid'], to: 'receipted', by, at })
  }

  async function receipted(at: PaymentAt, sha256: Uint8Array, by: By): Promise<Answer> {
    return stepOf(
      await lawfully(
        db.$transaction(async (tx) => {
          await lockRun(tx, at.runId)
          const marked = await markReceipted(tx, at, { sha256, at: clock.now() })
          if (marked) await follow(tx, at.runId, by)
          return marked
        }),
      ),
    )
  }

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
        ...{ book, run, placed: [...placed.values()], on: shanghaiDay(at), actor: by.userId },
        reserveBeforeFen: before?.run.reserveFen ?? zeroFen,
      })
      if (journal.lines.length === 0) return refuse({ kind: 'nothing_to_share' })
      const payments = [...placed].flatMap(([memberId, { byTrade, byShare }]) => {
        const amountFen = fen(byTrade + byShare)
        return amountFen > 0 ? [{ id: ids.next('pay'), memberId, amountFen }] : []
      })
      return stepOf(
        await lawfully(
          db.$transaction(async (tx) => {
            if ((await lockRun(tx, runId))?.state !== 'resolved') return false
            const posted = await ledger.post(tx, [journal])
            await insertPayments(tx, runId, payments)
            const journalId = posted.get(journal.key)!.journalId
            await markPosted(tx, { runId, journalId, by, at })
            await follow(tx, runId, by)
            return true
          }),
        ),
      )
    },

    async recordPaid({ runId, paymentId }, { accountId, reference }, by) {
      const run = await findRun(db, runId)
      const payment = await findPayment(db, { runId, paymentId })
      if (!run || !payment) return refuse({ kind: 'state_skipped' })
      const { book, regime } = await keeperOf(deps, run.organisationId)
      const placed = placedByMember(await partsOfRun(db, runId)).get(payment.memberId)!
      const at = clock.now()
      const journal = paymentJournal({
        ...{ book, regime, paymentId, placed, on: shanghaiDay(at), actor: by.userId },
      })
      return stepOf(
        await lawfully(
          db.$transaction(async (tx) => {
            // The run first, as everybody takes it: two last payments must not both see another one open.
            await lockRun(tx, runId)
            if ((await findPayment(tx, { runId, paymentId }))?.state !== 'payable') return false
            const posted = await ledger.post(tx, [journal])
            const { journalId } = posted.get(journal.key)!
            await markPaid(tx, paymentId, { accountId, reference, journalId, by, at })
            await follow(tx, runId, by)
            return true
          }),
        ),
      )
    },

    recordReceipt: receipted,

    async confirmReceipt({ runId, memberId }, by) {
      const payment = await findPaymentOf(db, { runId, memberId })
      if (!payment) return refuse({ kind: 'state_skipped' })
      const said = [
        'shanhuo-dividend-receipt-v1',
        payment.id,
        memberId,
        payment.amountFen,
        clock.now().toISOString(),
      ]
      const sha256 = createHash('sha256').update(said.join('\n')).digest()
      return receipted({ runId, paymentId: payment.id }, sha256, by)
    },

    async publish(runId, by) {
      const step = { runId, from: ['receipted'] as const, to: 'published' as const, by, at: clock.now() }
      return stepOf(await lawfully(moveRun(db, step)))
    },
  }
}
