import { REFUND_POLICY_VERSION, shareRefund } from '#shared/refund.ts'
import { LEG_ORDER } from '#shared/sale-legs.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import { refundAccounts } from './accounts.ts'
import { positionOf } from './positions.ts'
import { accountsToHold, refundJournal } from './refund-journal.ts'
import { countRefunds, findRefunds, insertRefund } from './refund-store.ts'
import { findAllocations } from './store.ts'
import type { RefundBearers, RefundWish, RevenueShare } from './types.ts'

type Deps = { db: Db; ledger: Pick<Ledger, 'post' | 'openAccounts' | 'holdBalances'> }
type Verbs = Pick<RevenueShare, 'previewRefund' | 'openRefundAccounts' | 'postRefund' | 'refundsOf'>

/** Money that goes back from those who earned by it. What is shown before and what is booked is one function. */
export function createRefunds({ db, ledger }: Deps): Verbs {
  return {
    previewRefund: (wish) => bearersOf(db, wish),

    async openRefundAccounts({ household, cooperative, collective }) {
      const parties = [household, cooperative, collective].map(({ partyId }) => partyId)
      await ledger.openAccounts(refundAccounts(parties))
    },

    async postRefund(tx, refund) {
      const { refundId, orderLineId, amountFen, reason, at, parties } = refund
      const held = await ledger.holdBalances(tx, accountsToHold(refund))
      const bearers = await bearersOf(tx, refund)
      const journal = refundJournal(refund, bearers, {
        household: positionOf(held, parties.household.partyId),
        cooperative: positionOf(held, parties.cooperative.partyId),
        collective: positionOf(held, parties.collective.partyId),
      })
      const posted = await ledger.post(tx, [journal])
      await insertRefund(tx, {
        ...{ id: refundId, orderLineId, amountFen, reason, refundedAt: at, ...bearers },
        policyVersion: REFUND_POLICY_VERSION,
        journalId: posted.get(journal.key)!.journalId,
      })
    },

    refundsOf: (orderLineIds) => findRefunds(db, orderLineIds),
  }
}

async function bearersOf(
  db: Parameters<typeof findAllocations>[0],
  { orderLineId, amountFen, reason }: RefundWish,
): Promise<RefundBearers> {
  const legs = await findAllocations(db, [orderLineId])
  const before = await countRefunds(db, orderLineId)
  const { parts, beyondFen } = shareRefund(legs, amountFen, { reason, seed: `${orderLineId}/${before + 1}` })
  const partyOfKind = new Map(legs.map(({ partyKind, party }) => [partyKind, party]))
  return {
    parts: LEG_ORDER.flatMap((partyKind) => {
      const part = parts.get(partyKind)
      return part ? [{ party: partyOfKind.get(partyKind)!, partyKind, amountFen: part }] : []
    }),
    beyondFen,
  }
}
