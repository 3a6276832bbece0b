import { businessDay } from '#shared/calendar.ts'
import { refuse } from '#shared/result.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { findPayment, markConverted } from '../payment-store.ts'
import { followPayments } from '../payments.ts'
import { lawfully, stepTaken } from '../refused.ts'
import { findMember } from '../register-store.ts'
import { placedByMember } from '../rules.ts'
import { findRun, lockRun } from '../run-store.ts'
import { partsOfRun } from '../view-store.ts'
import { converted, contributionAccounts, paidIn } from './journals.ts'
import { factOf, record, recordAlone } from './record.ts'
import type { MemberAccounts } from './types.ts'

/** 出资: paid in, or out of what the assembly shared out. */
export function createContributions(deps: DividendDeps): Pick<MemberAccounts, 'payIn' | 'convert'> {
  const { db, clock, ids, ledger } = deps
  return {
    async payIn(at, money, recorded) {
      const { book, regime } = await keeperOf(deps, at.organisationId)
      const member = await findMember(db, at)
      if (!member) return refuse({ kind: 'not_a_member' })
      if (regime !== 'cooperative') return refuse({ kind: 'fact_other_law' })
      await ledger.openAccounts(contributionAccounts(book, [member.partyId]))
      const { id: memberId, partyId } = member
      const factId = ids.next('fact')
      const lines = [{ memberId, head: money.head, amount: money.amountFen }]
      const fact = factOf(at.organisationId, recorded, { factId, kind: 'paid_in', memberId, lines })
      const entry = { book, factId, on: recorded.on, actor: recorded.by.userId }
      return recordAlone(deps, { fact, journals: [paidIn(entry, partyId, money)] })
    },

    async convert({ runId, paymentId }, { evidence, by }) {
      const run = await findRun(db, runId)
      const payment = await findPayment(db, { runId, paymentId })
      if (!run || !payment) return refuse({ kind: 'state_skipped' })
      const { book } = await keeperOf(deps, run.organisationId)
      const { memberId } = payment
      const placed = placedByMember(await partsOfRun(db, runId)).get(memberId)!
      await ledger.openAccounts(contributionAccounts(book, [placed.partyId]))
      const on = businessDay(clock.now())
      const factId = ids.next('fact')
      const lines = [{ memberId, head: 'contribution' as const, amount: Number(payment.amountFen) }]
      const said = { factId, kind: 'converted' as const, memberId, paymentId, lines }
      const fact = factOf(run.organisationId, { on, evidence, by }, said)
      const entry = { book, factId, on, actor: by.userId }
      return stepTaken(
        await lawfully(
          db.$transaction(async (tx) => {
            // The run first, as everybody takes it: a payment is paid or becomes a contribution, once.
            await lockRun(tx, runId)
            if ((await findPayment(tx, { runId, paymentId }))?.state !== 'payable') return false
            const journalId = await record(deps, tx, { fact, journals: [converted(entry, placed)] })
            await markConverted(tx, paymentId, journalId!)
            await followPayments(deps, tx, { runId, by })
            return true
          }),
        ),
      )
    },
  }
}
