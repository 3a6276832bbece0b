import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import type { PayoutDeps } from './deps.ts'
import { linesOf, type LineRow } from './line-store.ts'
import { resolve, STRIPE_LIMITS, type Outcome } from './resolving.ts'
import { findBatch, lockBatch } from './store.ts'
import type { Answer, By, Payouts } from './types.ts'

/**
 * The rail of Stripe Connect. Each payment is one transaction that holds the batch while Stripe is asked, so that nobody
 * returns a payment that is just being made. A crash after Stripe's answer leaves the payment on its way, and asking
 * again with the same id finds the transfer that was made.
 */
export function createTransferring(deps: PayoutDeps): Pick<Payouts, 'transfer'> {
  const { db, payments, vault } = deps

  async function ask({ id, account, amountFen }: LineRow) {
    if (!account) throw new Error(`${id} goes nowhere`)
    const accountId = new TextDecoder().decode(vault.open(account.numberSealed, account.id))
    return payments.transfer({ reference: id, accountId, amountFen })
  }

  async function pay(
    tx: Tx,
    { batchId, lineId, by }: { batchId: string; lineId: string; by: By },
  ): Promise<Answer> {
    const batch = await lockBatch(tx, batchId)
    const line = (await linesOf(tx, batchId)).find(({ id }) => id === lineId)
    if (!batch || line?.state !== 'held') return accept(null)
    const asked = await ask(line)
    if (!asked.ok) return asked
    const outcome: Outcome =
      asked.value.state === 'made'
        ? { state: 'settled', reference: `stripe:${asked.value.transferId}` }
        : { state: 'returned', reference: null, why: { words: null, code: asked.value.code } }
    await resolve(deps, tx, { batch, line, outcome, by })
    return accept(null)
  }

  return {
    async transfer(batchId, by) {
      const batch = await findBatch(db, batchId)
      if (batch?.rail !== 'stripe') return refuse({ kind: 'batch_not_found' })
      if (!['approved', 'settled'].includes(batch.state)) return refuse({ kind: 'not_approved' })
      for (const { id: lineId } of await linesOf(db, batchId)) {
        const paid = await db.$transaction((tx) => pay(tx, { batchId, lineId, by }), STRIPE_LIMITS)
        if (!paid.ok) return paid
      }
      return accept(null)
    },
  }
}
