import { createHash } from 'node:crypto'
import { businessDay } from '#shared/calendar.ts'
import { refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { findPayment, findPaymentOf, markPaid, markReceipted, openPayments } from './payment-store.ts'
import { lawfully, stepTaken } from './refused.ts'
import { paymentJournal, placedByMember } from './rules.ts'
import { findRun, lockRun, moveRun } from './run-store.ts'
import type { Answer, By } from './answer.ts'
import type { Dividends } from './types.ts'
import { partsOfRun } from './view-store.ts'

type PaymentAt = { runId: string; paymentId: string }
type Verbs = Pick<Dividends, 'recordPaid' | 'recordReceipt' | 'confirmReceipt' | 'publish'>

/** A run follows its payments: paid when all are, receipted when all are. */
export async function followPayments(
  { clock }: Pick<DividendDeps, 'clock'>,
  tx: Tx,
  { runId, by }: { runId: string; by: By },
): Promise<void> {
  const at = clock.now()
  const { unpaid, unreceipted } = await openPayments(tx, runId)
  if (unpaid === 0) await moveRun(tx, { runId, from: ['posted'], to: 'paid', by, at })
  if (unreceipted === 0) await moveRun(tx, { runId, from: ['paid'], to: 'receipted', by, at })
}

/** From what is payable to money that was received, and then to everybody's knowledge. */
export function createPayments(deps: DividendDeps): Verbs {
  const { db, clock, ledger } = deps

  async function receipted(at: PaymentAt, sha256: Uint8Array, by: By): Promise<Answer> {
    return stepTaken(
      await lawfully(
        db.$transaction(async (tx) => {
          await lockRun(tx, at.runId)
          const marked = await markReceipted(tx, at, { sha256, at: clock.now() })
          if (marked) await followPayments(deps, tx, { runId: at.runId, by })
          return marked
        }),
      ),
    )
  }

  return {
    async recordPaid({ runId, paymentId }, { accountId, reference }, by) {
      const run = await findRun(db, runId)
      const payment = await findPayment(db, { runId, paymentId })
      if (!run || !payment) return refuse({ kind: 'state_skipped' })
      const { book, regime } = await keeperOf(deps, run.organisationId)
      const placed = placedByMember(await partsOfRun(db, runId)).get(payment.memberId)!
      const at = clock.now()
      const journal = paymentJournal({
        ...{ book, regime, paymentId, placed, on: businessDay(at), actor: by.userId },
      })
      return stepTaken(
        await lawfully(
          db.$transaction(async (tx) => {
            // The run first, as everybody takes it: two last payments must not both see another one open.
            await lockRun(tx, runId)
            if ((await findPayment(tx, { runId, paymentId }))?.state !== 'payable') return false
            const posted = await ledger.post(tx, [journal])
            const { journalId } = posted.get(journal.key)!
            await markPaid(tx, paymentId, { accountId, reference, journalId, by, at })
            await followPayments(deps, tx, { runId, by })
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
      return stepTaken(await lawfully(moveRun(db, step)))
    },
  }
}
