import { figuresOf, partsOf } from '#shared/dividend.ts'
import { fen } from '#shared/money.ts'
import { accept } from '#shared/result.ts'
import { basesOf, basesOfRun } from './bases.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { bookedAdjustment, findPeriod } from './period-store.ts'
import { lawfully, stepTaken } from './refused.ts'
import { findRunBefore, insertDocument, insertRun, moveRun, openDocuments } from './run-store.ts'
import type { Dividends } from './types.ts'

type Verbs = Pick<Dividends, 'propose' | 'addDocument' | 'putOnView' | 'withdraw'>

/** From what is booked to a plan that lies open. */
export function createProposals(deps: DividendDeps): Verbs {
  const { db, clock, ids } = deps

  return {
    async propose({ periodId, reserveBp, poolBp, mayConvert = false, adjustedBy = [] }, by) {
      const period = await findPeriod(db, periodId)
      if (!period) throw new Error(`No period ${periodId}`)
      const { regime } = await keeperOf(deps, period.organisationId)
      const before = await findRunBefore(db, { periodId })
      const adjustmentFen = await bookedAdjustment(db, period, adjustedBy)
      const figures = figuresOf({
        regime,
        surplusFen: fen(period.surplusFen + adjustmentFen),
        lossBeforeFen: period.lossBeforeFen,
        reserveBp,
        poolBp,
      })
      const runId = ids.next('run')
      const declared = before?.parts ?? []
      const bases = before ? basesOfRun(declared) : await basesOf(deps, period)
      const parts = partsOf(figures, bases, runId)
      if (!parts.ok) return parts
      const beforeFen = (memberId: string, basis: string) =>
        Number(declared.find((part) => part.memberId === memberId && part.basis === basis)?.amountFen ?? 0n)
      const run = {
        ...{ runId, periodId, regime, reserveBp, adjustmentFen, adjustedBy: [...adjustedBy] },
        ...{ poolBp: regime === 'cooperative' ? poolBp : 0, seq: (before?.run.seq ?? 0) + 1 },
        mayConvert: mayConvert && regime === 'cooperative',
        ...figures,
      }
      const rows = parts.value.map((part) => ({ ...part, beforeFen: beforeFen(part.memberId, part.basis) }))
      const inserted = await lawfully(
        db.$transaction((tx) => insertRun(tx, run, { parts: rows, by, at: clock.now() })),
      )
      return inserted.ok ? accept({ runId }) : inserted
    },

    async addDocument(runId, document) {
      const added = await lawfully(
        insertDocument(db, { ...document, id: ids.next('doc'), runId, addedAt: clock.now() }),
      )
      return added.ok ? accept(null) : added
    },

    async putOnView(runId, assemblyOn, by) {
      return stepTaken(await lawfully(openDocuments(db, { runId, assemblyOn, by, at: clock.now() })))
    },

    async withdraw(runId, by) {
      const from = ['proposed', 'on_view'] as const
      return stepTaken(await lawfully(moveRun(db, { runId, from, to: 'withdrawn', by, at: clock.now() })))
    },
  }
}
