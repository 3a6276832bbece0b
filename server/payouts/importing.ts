import { lineReference, type ImportOutcome, type PayoutBank } from '#shared/payouts.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import type { AccountRow } from './account-store.ts'
import type { PayoutDeps } from './deps.ts'
import { beginImport, insertReadLine, linesRead } from './import-store.ts'
import { isReferenceUsed, linesOf, type LineRow } from './line-store.ts'
import { resolve, type Outcome } from './resolving.ts'
import { readResult, RESULT_LINES_MAX, type ResultLine } from './result-file.ts'
import { sha256 } from './sheet.ts'
import { findBatch, lockBatch } from './store.ts'
import type { By, Payouts } from './types.ts'

type Reading = { batchId: string; bank: PayoutBank; importId: string; by: By }
/** What a line of the bank's file comes to. */
type Found =
  | { outcome: Exclude<ImportOutcome, 'settled' | 'returned'>; line: LineRow | null }
  | { outcome: 'settled' | 'returned'; line: LineRow; became: Outcome }

/** The bank's result, line by line: each in a transaction of its own, written down with what it did. */
export function createImporting(deps: PayoutDeps): Pick<Payouts, 'importResult'> {
  const { db, clock, ids, vault } = deps

  function isAccount(said: string, { id, numberSealed, lastFour }: AccountRow): boolean {
    if (said === '') return true
    // Some banks show only the ends of a number.
    if (said.includes('*')) return said.endsWith(lastFour)
    return said === new TextDecoder().decode(vault.open(numberSealed, id))
  }

  async function find(tx: Tx, { said }: ResultLine, { bank, lines, number }: Asked): Promise<Found> {
    if (!said) return { outcome: 'unreadable', line: null }
    const line = lines.find((one) => lineReference(number, one.number) === said.reference) ?? null
    if (!line) return { outcome: 'unknown_line', line }
    if (line.state !== 'held') return { outcome: 'resolved_before', line }
    if (said.amountFen !== line.amountFen) return { outcome: 'amount_differs', line }
    if (line.account && !isAccount(said.payeeNumber, line.account))
      return { outcome: 'account_differs', line }
    if (said.verdict === 'open') return { outcome: 'waiting', line }
    const reference = said.bankReference ? `${bank}:${said.bankReference}` : null
    if (reference && (await isReferenceUsed(tx, reference))) return { outcome: 'reference_used', line }
    if (said.verdict === 'failed') {
      const why = said.reason ? { words: said.reason, code: null } : { words: null, code: 'bank_silent' }
      return { outcome: 'returned', line, became: { state: 'returned', reference, why } }
    }
    // Without the bank's own number it could be read twice under two names.
    if (!reference) return { outcome: 'no_reference', line }
    return { outcome: 'settled', line, became: { state: 'settled', reference } }
  }

  async function read(tx: Tx, result: ResultLine, { batchId, bank, importId, by }: Reading): Promise<void> {
    const batch = await lockBatch(tx, batchId)
    // Two readers of one file take turns at the batch: the second finds the line read.
    if (!batch || (await linesRead(tx, importId)).has(result.number)) return
    const lines = await linesOf(tx, batchId)
    const found = await find(tx, result, { bank, lines, number: batch.number })
    if ('became' in found) await resolve(deps, tx, { batch, line: found.line, outcome: found.became, by })
    const { number, text } = result
    await insertReadLine(tx, {
      ...{ importId, number, text, outcome: found.outcome, lineId: found.line?.id ?? null },
    })
  }

  return {
    async importResult(batchId, { name, bytes }, by) {
      const batch = await findBatch(db, batchId)
      if (!batch?.bank) return refuse({ kind: 'batch_not_found' })
      if (!['approved', 'sent', 'settled'].includes(batch.state)) return refuse({ kind: 'not_approved' })
      const results = readResult(batch.bank, bytes)
      if (!results || results.length === 0) return refuse({ kind: 'result_unreadable' })
      if (results.length > RESULT_LINES_MAX) return refuse({ kind: 'result_too_long' })

      const importId = await beginImport(db, {
        ...{ id: ids.next('import'), batchId, fileName: name, fileSha256: sha256(bytes) },
        ...{ lineCount: results.length, importedByName: by.name, importedAt: clock.now() },
      })
      const reading = { batchId, bank: batch.bank, importId, by }
      const done = await linesRead(db, importId)
      for (const result of results.filter(({ number }) => !done.has(number)))
        await db.$transaction((tx) => read(tx, result, reading))
      return accept({ importId })
    },
  }
}

type Asked = { bank: PayoutBank; lines: readonly LineRow[]; number: number }
