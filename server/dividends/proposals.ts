import { figuresOf, partsOf, type Regime } from '#shared/dividend.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import { heads } from './accounts.ts'
import { keeperOf, type DividendDeps } from './keeper.ts'
import { bookedAdjustment, findPeriod } from './period-store.ts'
import { lawfully } from './refused.ts'
import { findMembers, isMemberOn } from './register-store.ts'
import { findRunBefore, insertDocument, insertRun, moveRun, openDocuments } from './run-store.ts'
import type { Answer, Dividends, MemberRow, PeriodView } from './types.ts'

type Verbs = Pick<Dividends, 'propose' | 'addDocument' | 'putOnView' | 'withdraw'>

/** What of 成员往来 is trade (交易量): goods taken in or sold for the member, and goods that came back. Payments are not. */
const TRADE_KINDS = ['sale', 'intake', 'refund']

const stepOf = (moved: Answer<boolean>): Answer => {
  if (!moved.ok) return moved
  return moved.value ? accept(null) : refuse({ kind: 'state_skipped' })
}

export function createProposals(deps: DividendDeps): Verbs {
  const { db, clock, ids, ledger } = deps

  /** Trade of each member in the period, by ledger party; what the books say, never what somebody typed. */
  async function tradeOf({ organisationId, fromOn, toOn }: PeriodView): Promise<Map<string, bigint>> {
    const { book, regime } = await keeperOf(deps, organisationId)
    if (regime === 'collective') return new Map()
    const prefix = heads.cooperative.owedBack('')
    const rows = await ledger.turnover({
      book,
      codePrefix: prefix,
      from: fromOn,
      to: toOn,
      kinds: TRADE_KINDS,
    })
    return new Map(
      rows.flatMap(({ partyId, debit, credit }) =>
        partyId ? [[partyId, BigInt(Math.max(0, credit - debit))] as const] : [],
      ),
    )
  }

  async function basesOf(period: PeriodView, regime: Regime) {
    const [members, trade] = await Promise.all([findMembers(db, period.organisationId), tradeOf(period)])
    return members
      .filter((member) => isMemberOn(member, period.toOn))
      .map((member) => ({
        memberId: member.id,
        trade: trade.get(member.partyId) ?? 0n,
        share: shareWeight(member, regime),
      }))
  }

  return {
    async propose({ periodId, reserveBp, poolBp, adjustedBy = [] }, by) {
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
      const parts = partsOf(figures, await basesOf(period, regime), runId)
      if (!parts.ok) return parts
      const declared = before?.parts ?? []
      const beforeFen = (memberId: string, basis: string) =>
        Number(declared.find((part) => part.memberId === memberId && part.basis === basis)?.amountFen ?? 0n)
      const run = {
        ...{ runId, periodId, regime, reserveBp, adjustmentFen, adjustedBy: [...adjustedBy] },
        ...{ poolBp: regime === 'cooperative' ? poolBp : 0, seq: (before?.run.seq ?? 0) + 1 },
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
      return stepOf(await lawfully(openDocuments(db, { runId, assemblyOn, by, at: clock.now() })))
    },

    async withdraw(runId, by) {
      const from = ['proposed', 'on_view'] as const
      return stepOf(await lawfully(moveRun(db, { runId, from, to: 'withdrawn', by, at: clock.now() })))
    },
  }
}

/** 合作社法 art. 44: 出资额 + 公积金份额 + 补助量化份额; 集体经济组织法 art. 42: 收益权份额. */
function shareWeight(member: MemberRow, regime: Regime): bigint {
  if (regime === 'collective') return BigInt(member.incomeShares)
  return BigInt(member.contributionFen) + BigInt(member.reserveFen) + BigInt(member.grantFen)
}
