import type { Catalog } from '#server/catalog/index.ts'
import type { Coupons } from '#server/coupons/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Ledger } from '#server/ledger/index.ts'
import type { Payments } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { createBooks, type FindAlliance, type FindSaleParties } from './books.ts'
import { createDisputeViews } from './dispute-views.ts'
import { createDisputes } from './disputes.ts'
import { createOrders } from './orders.ts'
import { createPaidRefunds } from './paid-refunds.ts'
import { createReconciliation } from './reconciliation.ts'
import { createRefunds } from './refunds.ts'
import { createSettlement } from './settlement.ts'
import type { Checkout } from './types.ts'
import { createViews } from './views.ts'
import { createWaterfalls } from './waterfall.ts'
import { createWebhooks } from './webhooks.ts'

export type CheckoutDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  catalog: Catalog
  flashSale: FlashSales
  coupons: Coupons
  payments: Payments
  revenueShare: RevenueShare
  ledger: Ledger
  saleParties: FindSaleParties
  findAlliance: FindAlliance
  /** Stripe says that something happened to a payout to the bank; handed in because checkout does not use clearing */
  bookPayout(payoutId: string): Promise<void>
  /** where Stripe's page leads back to when nobody's request says */
  origin: string
}

/** From a hold to a paid order in the books, or back. */
export function createCheckout(deps: CheckoutDeps): Checkout {
  const books = createBooks(deps)
  const settlement = createSettlement({ ...deps, books })
  const refunds = createRefunds({ ...deps, books })
  const reconciliation = createReconciliation({ ...deps, settlement, refunds })
  const { reconcile } = reconciliation
  const disputes = createDisputes({ ...deps, books, refunds, reconcile })
  const waterfalls = createWaterfalls(deps)
  return {
    ...createViews({ ...deps, waterfalls }),
    ...createOrders({ ...deps, reconcile }),
    ...reconciliation,
    ...createWebhooks({ ...deps, reconcile, refunds, disputes }),
    ...createDisputeViews(deps),
    bookDisputes: disputes.bookDisputes,
    ...createPaidRefunds({ ...deps, books, giveBack: refunds.giveBack }),
    takesPayments: deps.payments.isReachable,
    close: () => settlement.drain(),
  }
}
