import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { inStep, legKey, shareRefund, type RefundLeg } from '#shared/refund.ts'
import { LEG_ORDER } from '#shared/sale-legs.ts'
import type { Alliances } from '../alliances/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Db } from '../platform/db.ts'
import { refundAccounts } from './accounts.ts'
import { positionOf } from './positions.ts'
import { accountsToHold, refundJournal } from './refund-journal.ts'
import { findDiscounts } from './discount-store.ts'
import { findPolicyOn, findRefunds, insertRefund, refundedBefore } from './refund-store.ts'
import { findAllianceTerms } from './alliance-store.ts'
import { findAllocations } from './store.ts'
import type { RefundByPolicy, RefundWish, RevenueShare } from './types.ts'

type Deps = {
  db: Db
  ledger: Pick<Ledger, 'post' | 'openAccounts' | 'holdBalances'>
  alliances: Pick<Alliances, 'terms'>
}
type Verbs = Pick<RevenueShare, 'previewRefund' | 'openRefundAccounts' | 'postRefund' | 'refundsOf'>

/** Money that goes back from those who earned by it. What is shown before and what is booked is one function. */
export function createRefunds({ db, ledger, alliances }: Deps): Verbs {
  async function alliesOf(orderLineId: string) {
    const termsId = await findAllianceTerms(db, orderLineId)
    return termsId === null
      ? []
      : (await alliances.terms(termsId)).members.map(({ collective }) => collective)
  }

  return {
    previewRefund: (wish) => bearersOf(db, wish),

    async openRefundAccounts({ orderLineId, parties: { household, cooperative, collective } }) {
      const allies = await alliesOf(orderLineId)
      const parties = [household, cooperative, collective, ...allies].map(({ partyId }) => partyId)
      await ledger.openAccounts(refundAccounts([...new Set(parties)]))
      return allies
    },

    async postRefund(tx, refund) {
      const { refundId, orderLineId, amountFen, reason, at, paidOn } = refund
      const held = await ledger.holdBalances(tx, accountsToHold(refund))
      const { policy, ...bearers } = await bearersOf(tx, refund)
      const journal = refundJournal(refund, bearers, (partyId) => positionOf(held, partyId))
      const posted = await ledger.post(tx, [journal])
      await insertRefund(tx, {
        ...{ id: refundId, orderLineId, amountFen, reason, refundedAt: at, paidOn, ...bearers },
        policyVersion: policy.version,
        journalId: posted.get(journal.key)!.journalId,
      })
    },

    refundsOf: (orderLineIds) => findRefunds(db, orderLineIds),
  }
}

async function bearersOf(
  db: Parameters<typeof findAllocations>[0],
  { orderLineId, amountFen, reason, paidOn }: RefundWish,
): Promise<RefundByPolicy> {
  const allocations = await findAllocations(db, [orderLineId])
  const legs = allocations.map((leg) => ({
    ...leg,
    ...(leg.partyKind === 'alliance' && { member: leg.party }),
  }))
  const before = await refundedBefore(db, orderLineId)
  const [discount] = await findDiscounts(db, [orderLineId])
  const discountFen = discount ? discountBack(discount.amountFen, { legs, before, amountFen }) : zeroFen
  const policy = await findPolicyOn(db, paidOn, reason)
  const by = { tiers: policy.tiers, seed: `${orderLineId}/${before.count + 1}` }
  const { parts, beyondFen } = shareRefund(legs, sumFen([amountFen, discountFen]), by)
  return {
    policy,
    parts: legs
      .toSorted((a, b) => LEG_ORDER.indexOf(a.partyKind) - LEG_ORDER.indexOf(b.partyKind))
      .flatMap((leg) => {
        const part = parts.get(legKey(leg))
        return part ? [{ party: leg.party, partyKind: leg.partyKind, amountFen: part }] : []
      }),
    beyondFen,
    discountFen,
  }
}

/** In step with what the buyer has back of what he paid: the last fen of his brings the last fen of the discount. */
function discountBack(
  discountFen: Fen,
  of: { legs: readonly RefundLeg[]; before: { amountFen: Fen; discountFen: Fen }; amountFen: Fen },
): Fen {
  const { legs, before, amountFen } = of
  const paidFen = fen(sumFen(legs.map((leg) => leg.amountFen)) - discountFen)
  const backFen = sumFen([before.amountFen, amountFen])
  return fen(inStep(discountFen, backFen, paidFen) - before.discountFen)
}
