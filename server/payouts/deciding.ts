import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Tx } from '../platform/db.ts'
import { availableOf, PLATFORM_BOOK } from '../revenue-share/index.ts'
import { payoutHolds } from './accounts.ts'
import type { PayoutDeps } from './deps.ts'
import { holdJournal } from './journals.ts'
import { holdLines, linesOf } from './line-store.ts'
import { contentTypeOf, sha256 } from './sheet.ts'
import { decideBatch, findBatch, lockBatch, markSent } from './store.ts'
import type { By, Payouts } from './types.ts'

type Verbs = Pick<Payouts, 'approve' | 'reject' | 'withdraw' | 'file'>
type Approval = { batchId: string; factorUseId: string; by: By }

/** A second person lets a batch go, or not. */
export function createDeciding(deps: PayoutDeps): Verbs {
  const { db, clock, ledger, identity, vault } = deps

  /** The hold: after it nobody can spend the same money, and nobody can have spent it before. */
  async function letGo(tx: Tx, { batchId, factorUseId, by }: Approval) {
    const batch = await lockBatch(tx, batchId)
    if (batch?.state !== 'proposed') return refuse({ kind: 'batch_decided' })
    const lines = await linesOf(tx, batchId)
    const held = await ledger.holdBalances(tx, payoutHolds(lines))
    const available = (partyId: string) => {
      const account = availableOf(partyId)
      const balance = held.find((one) => one.book === PLATFORM_BOOK && one.account === account)
      return fen(0 - (balance?.net ?? 0))
    }
    if (lines.some(({ partyId, amountFen }) => amountFen > available(partyId)))
      return refuse({ kind: 'not_available' })

    const at = clock.now()
    const fact = { batchId, batchNumber: batch.number, on: businessDay(at), actor: by.userId }
    const journal = holdJournal(fact, lines)
    const { journalId } = (await ledger.post(tx, [journal])).get(journal.key)!
    await holdLines(tx, batchId)
    await decideBatch(tx, batchId, { state: 'approved', factorUseId, journalId, by, at })
    return accept(null)
  }

  return {
    async approve(batchId, { sha256: seen, code }, by) {
      const batch = await findBatch(db, batchId)
      if (!batch) return refuse({ kind: 'batch_not_found' })
      if (batch.state !== 'proposed') return refuse({ kind: 'batch_decided' })
      if (batch.proposerId === by.userId) return refuse({ kind: 'same_person' })
      if (Buffer.from(batch.fileSha256).toString('hex') !== seen) return refuse({ kind: 'file_differs' })

      const spent = await identity.spendSecondFactor({
        userId: by.userId,
        code,
        purpose: `payout:${batchId}`,
      })
      if (!spent.ok) return spent
      return db.$transaction((tx) => letGo(tx, { batchId, factorUseId: spent.value.useId, by }))
    },

    async reject(batchId, by) {
      const batch = await findBatch(db, batchId)
      if (!batch) return refuse({ kind: 'batch_not_found' })
      if (batch.proposerId === by.userId) return refuse({ kind: 'same_person' })
      const done = await decideBatch(db, batchId, { state: 'rejected', by, at: clock.now() })
      return done ? accept(null) : refuse({ kind: 'batch_decided' })
    },

    async withdraw(batchId, by) {
      const batch = await findBatch(db, batchId)
      if (!batch) return refuse({ kind: 'batch_not_found' })
      if (batch.proposerId !== by.userId) return refuse({ kind: 'not_yours' })
      const done = await decideBatch(db, batchId, { state: 'withdrawn', by, at: clock.now() })
      return done ? accept(null) : refuse({ kind: 'batch_decided' })
    },

    async file(batchId, by) {
      const batch = await findBatch(db, batchId)
      if (!batch) return refuse({ kind: 'batch_not_found' })
      if (!['approved', 'sent', 'settled'].includes(batch.state)) return refuse({ kind: 'not_approved' })
      const bytes = vault.open(batch.fileSealed, batchId)
      if (!Buffer.from(sha256(bytes)).equals(batch.fileSha256))
        throw new Error(`The file of ${batchId} is not the one that was approved`)
      await markSent(db, batchId, { by, at: clock.now() })
      return accept({ fileName: batch.fileName, contentType: contentTypeOf(batch.fileName), bytes })
    },
  }
}
