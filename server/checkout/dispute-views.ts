import type { Payments } from '#server/payments/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import { soldOn, type FindAlliance, type FindSaleParties } from './books.ts'
import { findLoss } from './dispute-loss.ts'
import { isUndecided } from './dispute-rules.ts'
import { findDispute, newestDisputes, type DisputeRow } from './dispute-store.ts'
import { findOrder, type OrderRow } from './store.ts'
import type { Borne, Checkout, DisputeView, OrderDispute } from './types.ts'
import { viewSold } from './views.ts'
import { bearersOf, namesOf } from './waterfall.ts'

const SHOWN = 50

type Deps = {
  db: Db
  payments: Pick<Payments, 'disputePage'>
  revenueShare: Pick<RevenueShare, 'previewRefund' | 'refundsOf'>
  saleParties: FindSaleParties
  findAlliance: FindAlliance
}

/** What the platform sees of disputes. Everything here only reads. */
export function createDisputeViews(deps: Deps): Pick<Checkout, 'disputes' | 'dispute'> {
  const { db } = deps
  return {
    disputes: async () =>
      Promise.all((await newestDisputes(db, SHOWN)).map((dispute) => view(deps, dispute))),
    async dispute(disputeId) {
      const dispute = await findDispute(db, disputeId)
      return dispute && view(deps, dispute)
    },
  }
}

export function viewDispute(dispute: DisputeRow): OrderDispute {
  const { id, amountFen, reason, state, openedAt, evidenceBy, feeFen } = dispute
  return {
    ...{ disputeId: id, amountFen: fen(amountFen), reason, state, feeFen },
    openedAt: openedAt.toISOString(),
    evidenceBy: evidenceBy?.toISOString() ?? null,
  }
}

async function view(deps: Deps, dispute: DisputeRow): Promise<DisputeView> {
  const order = await findOrder(deps.db, { id: dispute.orderId })
  if (!order) throw new Error(`Dispute ${dispute.id} has lost its order`)
  return {
    ...viewDispute(dispute),
    order: viewSold(order),
    cooperativeId: order.line.cooperativeId,
    stripePage: deps.payments.disputePage(dispute.id),
    loss: await lossOfDispute(deps, dispute, order),
  }
}

async function lossOfDispute(deps: Deps, dispute: DisputeRow, order: OrderRow): Promise<DisputeView['loss']> {
  if (dispute.lostAt !== null) {
    const borne = await deps.revenueShare.refundsOf([order.line.id])
    const booked = borne.find(({ refundId }) => refundId === dispute.id)
    return {
      booked: true,
      divided: booked ? await named(deps, order, booked) : null,
      ...{ nettedFen: fen(dispute.nettedFen ?? 0n), beyondFen: fen(dispute.beyondFen ?? 0n) },
    }
  }
  return isUndecided(dispute) ? lossIfLost(deps, dispute, order) : null
}

/** By the very functions that would book it. */
async function lossIfLost(deps: Deps, dispute: DisputeRow, order: OrderRow): Promise<DisputeView['loss']> {
  const { db, revenueShare } = deps
  const { chargeId, withdrawnFen, amountFen } = dispute
  const lostFen = withdrawnFen > 0 ? withdrawnFen : fen(amountFen)
  const { netted, dividedFen, beyondFen } = await findLoss(db, order, { chargeId, lostFen })
  const wish = { orderLineId: order.line.id, amountFen: dividedFen, reason: 'dispute' } as const
  const preview = dividedFen > 0 ? await revenueShare.previewRefund({ ...wish, paidOn: soldOn(order) }) : null
  return {
    booked: false,
    divided: preview && (await named(deps, order, { ...preview, amountFen: dividedFen })),
    nettedFen: sumFen(netted.map(({ partFen }) => partFen)),
    beyondFen,
  }
}

type Divided = Awaited<ReturnType<RevenueShare['previewRefund']>> & { amountFen: Fen }

/** Households by their family name: the platform answers for no register of members. */
async function named(
  deps: Deps,
  order: OrderRow,
  { amountFen, policy, ...bearers }: Divided,
): Promise<Borne> {
  const names = await namesOf(deps, order)
  return { amountFen, policy, bearers: bearersOf(bearers, names) }
}
