import type { Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { By } from './answer.ts'

export async function insertPayments(
  tx: Tx,
  runId: string,
  payments: readonly { id: string; memberId: string; amountFen: Fen }[],
): Promise<void> {
  await tx.dividendPayment.createMany({
    data: payments.map((payment) => ({ ...payment, runId, state: 'payable' })),
  })
}

export async function findPayment(db: Db | Tx, at: { runId: string; paymentId: string }) {
  return db.dividendPayment.findFirst({ where: { id: at.paymentId, runId: at.runId } })
}

export async function findPaymentOf(db: Db, at: { runId: string; memberId: string }) {
  return db.dividendPayment.findFirst({ where: at })
}

type Paid = { accountId: string; reference: string; journalId: string; by: By; at: Date }

/** payable → paid. @returns false when it was paid before */
export async function markPaid(tx: Tx, paymentId: string, paid: Paid): Promise<boolean> {
  const { accountId, reference, journalId, by, at } = paid
  const moved = await tx.$executeRaw`
    update dividend_payment set state = 'paid', from_account_id = ${accountId}, reference = ${reference},
      journal_id = ${journalId}::uuid, paid_at = ${at}, paid_by = ${by.name}
     where id = ${paymentId} and state = 'payable'`
  return moved === 1
}

/** payable → converted. Whoever records the fact has it locked. */
export async function markConverted(tx: Tx, paymentId: string, journalId: string): Promise<void> {
  await tx.dividendPayment.update({ where: { id: paymentId }, data: { state: 'converted', journalId } })
}

/** paid → receipted. */
export async function markReceipted(
  tx: Tx,
  at: { runId: string; paymentId: string },
  receipt: { sha256: Uint8Array; at: Date },
): Promise<boolean> {
  const { count } = await tx.dividendPayment.updateMany({
    where: { id: at.paymentId, runId: at.runId, state: 'paid' },
    data: { state: 'receipted', receiptSha256: new Uint8Array(receipt.sha256), receiptedAt: receipt.at },
  })
  return count === 1
}

/** How many payments of a run are not yet paid, and how many have no receipt; what became a contribution needs none. */
export async function openPayments(tx: Tx, runId: string): Promise<{ unpaid: number; unreceipted: number }> {
  const unpaid = await tx.dividendPayment.count({ where: { runId, state: 'payable' } })
  const unreceipted = await tx.dividendPayment.count({
    where: { runId, state: { notIn: ['receipted', 'converted'] } },
  })
  return { unpaid, unreceipted }
}
