import { accountView } from './account-store.ts'
import type { PayoutDeps } from './deps.ts'
import { importsOf } from './import-store.ts'
import { linesOf, type LineRow } from './line-store.ts'
import { batchSummary, findBatch, findBatches } from './store.ts'
import type { LineView, Payouts, ReturnReason } from './types.ts'

function whyOf({ reason, returnCode }: LineRow['said']): ReturnReason | null {
  if (reason !== null) return { words: reason, code: null }
  return returnCode === null ? null : { words: null, code: returnCode }
}

export function createViews({ db, registry }: PayoutDeps): Pick<Payouts, 'batches' | 'batch'> {
  function lineView({ said, account, ...line }: LineRow, name: LineView['name']): LineView {
    const { id, number, partyId, kind, amountFen, state } = line
    const witnesses = [said.witnessOne, said.witnessTwo].flatMap((witness) => witness ?? [])
    return {
      ...{ lineId: id, number, partyId, kind, amountFen, state, name, witnesses },
      account: account && accountView(account),
      resolvedAt: said.resolvedAt?.toISOString() ?? null,
      ...{ resolvedByName: said.resolvedByName, reference: said.reference },
      why: whyOf(said),
      receiptName: said.receiptName,
    }
  }

  return {
    batches: (limit) => findBatches(db, limit),

    async batch(batchId) {
      const batch = await findBatch(db, batchId)
      if (!batch) return null
      const [lines, imports] = await Promise.all([linesOf(db, batchId), importsOf(db, batchId)])
      const names = await registry.partyNames(
        lines.map(({ partyId }) => partyId),
        'staff',
      )
      const moment = (name: string | null, at: Date | null) =>
        name !== null && at ? { name, at: at.toISOString() } : null
      return {
        ...batchSummary(batch),
        fileName: batch.fileName,
        sha256: Buffer.from(batch.fileSha256).toString('hex'),
        decider: moment(batch.deciderName, batch.decidedAt),
        sent: moment(batch.sentByName, batch.sentAt),
        settledAt: batch.settledAt?.toISOString() ?? null,
        lines: lines.map((line) => lineView(line, names.get(line.partyId) ?? { zh: '', en: '' })),
        imports,
      }
    },
  }
}
