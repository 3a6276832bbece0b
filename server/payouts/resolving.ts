import { businessDay } from '#shared/calendar.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import { payoutHolds } from './accounts.ts'
import type { PayoutDeps } from './deps.ts'
import { returnJournal, settleJournal } from './journals.ts'
import { heldLeft, linesOf, resolveLine, type LineRow, type Resolution } from './line-store.ts'
import { lawfully } from './refused.ts'
import { lockBatch, markSettled, type BatchRow } from './store.ts'
import type { Answer, By, Evidence, Payouts, ReturnReason } from './types.ts'

/** Of a transaction that asks Stripe while the batch is locked: three tries of eight seconds each, and then some. */
export const STRIPE_LIMITS = { timeout: 60_000, maxWait: 10_000 }

type OneLine = { batchId: string; lineId: string }
/** What became of a payment. `reference`: the bank's own number, with whose it is. */
export type Outcome =
  | {
      state: 'settled'
      reference: string | null
      cash?: { witnesses: readonly [string, string]; receipt: Evidence }
    }
  | { state: 'returned'; reference: string | null; why: ReturnReason }

type Resolving = { batch: BatchRow; line: LineRow; outcome: Outcome; by: By }

/** A payment comes to its end, once, with its entries; the last one settles the batch. The batch is locked. */
export async function resolve(
  { ledger, clock }: Pick<PayoutDeps, 'ledger' | 'clock'>,
  tx: Tx,
  { batch, line, outcome, by }: Resolving,
): Promise<void> {
  const at = clock.now()
  const fact = {
    ...{ batchId: batch.id, batchNumber: batch.number, on: businessDay(at), actor: by.userId },
    ...{ lineId: line.id, paid: line },
  }
  await ledger.holdBalances(tx, payoutHolds([line]))
  const journal = outcome.state === 'settled' ? settleJournal(fact, batch.rail) : returnJournal(fact)
  const { journalId } = (await ledger.post(tx, [journal])).get(journal.key)!
  const resolution: Resolution = { ...outcome, journalId, byName: by.name, at }
  if (!(await resolveLine(tx, line.id, resolution))) throw new Error(`${line.id} was resolved under its lock`)
  if ((await heldLeft(tx, batch.id)) === 0) await markSettled(tx, batch.id, at)
}

/** By hand: cash that was handed over, and payments of which the bank's file says nothing. */
export function createResolving(deps: PayoutDeps): Pick<Payouts, 'payInCash' | 'returnLine'> {
  async function byHand({ batchId, lineId }: OneLine, outcome: Outcome, by: By): Promise<Answer> {
    const done = await lawfully(
      deps.db.$transaction(async (tx): Promise<Answer> => {
        const batch = await lockBatch(tx, batchId)
        const line = batch && (await linesOf(tx, batchId)).find(({ id }) => id === lineId)
        if (!batch || !line) return refuse({ kind: 'line_not_found' })
        if (line.state === 'proposed') return refuse({ kind: 'not_approved' })
        if (line.state !== 'held') return refuse({ kind: 'line_resolved' })
        if (outcome.state === 'settled' && batch.rail !== 'cash') return refuse({ kind: 'line_not_found' })
        if (batch.rail === 'stripe') {
          // It may have been transferred without our hearing of it: it is the platform's again before it is owed again.
          const back = await deps.payments.takeTransferBack(lineId)
          if (!back.ok) return back
        }
        await resolve(deps, tx, { batch, line, outcome, by })
        return accept(null)
      }, STRIPE_LIMITS),
    )
    return done.ok ? done.value : done
  }

  return {
    payInCash: (line, { witnesses, receipt }, by) =>
      byHand(line, { state: 'settled', reference: null, cash: { witnesses, receipt } }, by),
    returnLine(line, words, by) {
      return byHand(line, { state: 'returned', reference: null, why: { words, code: null } }, by)
    },
  }
}
