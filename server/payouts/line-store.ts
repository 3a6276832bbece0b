import type { PayoutLine } from '#prisma/generated/client.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { LineState } from '#shared/payouts.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Payee } from '../registry/index.ts'
import type { AccountRow } from './account-store.ts'
import type { ReturnReason } from './types.ts'

export type LineRow = Pick<Payee, 'partyId' | 'kind' | 'bookCode'> & {
  id: string
  batchId: string
  number: number
  amountFen: Fen
  state: LineState
  account: AccountRow | null
  said: Pick<
    PayoutLine,
    | 'resolvedAt'
    | 'resolvedByName'
    | 'reference'
    | 'reason'
    | 'returnCode'
    | 'witnessOne'
    | 'witnessTwo'
    | 'receiptName'
  >
}

function asLine(row: PayoutLine & { account: AccountRow | null }): LineRow {
  const { id, batchId, number, partyId, partyKind, bookCode, amountFen, state, account, ...said } = row
  return {
    ...{ id, batchId, number, partyId, bookCode, account, said },
    kind: partyKind as Payee['kind'],
    amountFen: fen(amountFen),
    state: state as LineState,
  }
}

export async function linesOf(db: Db | Tx, batchId: string): Promise<LineRow[]> {
  const rows = await db.payoutLine.findMany({
    where: { batchId },
    include: { account: true },
    orderBy: { number: 'asc' },
  })
  return rows.map(asLine)
}

/** what batches that nobody has decided yet would pay, by party */
export async function proposedByParty(db: Db): Promise<Map<string, Fen>> {
  const rows = await db.payoutLine.groupBy({
    by: ['partyId'],
    where: { batch: { state: 'proposed' } },
    _sum: { amountFen: true },
  })
  return new Map(rows.map(({ partyId, _sum }) => [partyId, fen(_sum.amountFen ?? 0n)]))
}

export async function holdLines(tx: Tx, batchId: string): Promise<void> {
  await tx.payoutLine.updateMany({ where: { batchId, state: 'proposed' }, data: { state: 'held' } })
}

export type Resolution = { journalId: string; byName: string; at: Date; reference: string | null } & (
  | { state: 'settled'; cash?: { witnesses: readonly [string, string]; receipt: Receipt } }
  | { state: 'returned'; why: ReturnReason }
)
type Receipt = { name: string; sha256: Uint8Array<ArrayBuffer> }

/** held → settled or returned, in one conditional statement. @returns false when it was resolved before */
export async function resolveLine(tx: Tx, lineId: string, resolution: Resolution): Promise<boolean> {
  const { journalId, byName, at, reference, state } = resolution
  const cash = resolution.state === 'settled' ? resolution.cash : undefined
  const { count } = await tx.payoutLine.updateMany({
    where: { id: lineId, state: 'held' },
    data: {
      ...{ state, journalId, resolvedAt: at, resolvedByName: byName, reference },
      ...(resolution.state === 'returned' && {
        ...{ reason: resolution.why.words, returnCode: resolution.why.code },
      }),
      ...(cash && {
        ...{ witnessOne: cash.witnesses[0], witnessTwo: cash.witnesses[1] },
        ...{ receiptName: cash.receipt.name, receiptSha256: cash.receipt.sha256 },
      }),
    },
  })
  return count === 1
}

export async function heldLeft(tx: Tx, batchId: string): Promise<number> {
  return tx.payoutLine.count({ where: { batchId, state: 'held' } })
}

export async function isReferenceUsed(tx: Tx, reference: string): Promise<boolean> {
  return (await tx.payoutLine.count({ where: { reference } })) > 0
}
