import type { Catalog } from '#server/catalog/index.ts'
import type { Coupons } from '#server/coupons/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { ReturnClass } from '#server/catalog/index.ts'
import { soldLots } from '#shared/checkout.ts'
import { fen } from '#shared/money.ts'
import { refundReason } from '#shared/refund.ts'
import { paidRefundsOf, type RefundRow } from './refund-store.ts'
import { maskPhone, priceOf } from './rules.ts'
import {
  findOrder,
  findOrders,
  findOrderWithEvents,
  findOrdersOf,
  findPaidOrdersOfGoods,
  lastDelivery,
  type OrderRow,
  type OrderWithEvents,
} from './store.ts'
import type {
  BookedPrice,
  Checkout,
  HoldForCheckout,
  OrderRefundView,
  OrderSummary,
  OrderView,
  SoldOrder,
} from './types.ts'
import type { Waterfalls } from './waterfall.ts'

const ORDERS_SHOWN = 100

export type ViewsDeps = {
  db: Db
  catalog: Pick<Catalog, 'variants' | 'recallsOf'>
  flashSale: Pick<FlashSales, 'hold'>
  coupons: Pick<Coupons, 'usableFor'>
  waterfalls: Waterfalls
}

/** What the checkout and order pages show. Everything here only reads. */
export function createViews(
  deps: ViewsDeps,
): Pick<Checkout, 'holdForCheckout' | 'order' | 'ordersOf' | 'soldOrders' | 'bookedPrices'> {
  const { db } = deps
  return {
    holdForCheckout: (buyerId, holdId, couponId) => viewHold(deps, { buyerId, holdId, couponId }),

    async order(number, who) {
      const order = await findOrderWithEvents(db, { number })
      if (!order) return null
      const isTheirs = 'buyerId' in who ? order.buyerId === who.buyerId : order.phone === who.phone
      return isTheirs ? viewOrder(deps, order) : null
    },

    async ordersOf(buyerId) {
      const orders = await findOrdersOf(db, buyerId, ORDERS_SHOWN)
      return orders.map(summarise)
    },

    async soldOrders(orderIds) {
      const orders = await findOrders(db, orderIds)
      return orders.map(viewSold)
    },

    async bookedPrices(of) {
      const orders = await findPaidOrdersOfGoods(db, of)
      return orders?.map(bookedPrice) ?? null
    },
  }
}

function bookedPrice({ number, line, ...order }: OrderRow): BookedPrice {
  const feeFen = fen(order.processorFeeFen ?? 0n)
  const [goodsFen, freightFen] = [fen(order.subtotalFen), fen(order.freightFen)]
  return { orderNumber: number, orderLineId: line.id, price: { goodsFen, freightFen, feeFen, seed: line.id } }
}

async function viewHold(
  deps: ViewsDeps,
  { buyerId, holdId, couponId: chosen }: { buyerId: string; holdId: string; couponId: string | undefined },
): Promise<HoldForCheckout | null> {
  const { db, catalog, flashSale, waterfalls } = deps
  const found = await flashSale.hold(holdId)
  if (!found || found.buyerId !== buyerId) return null
  const { variantId, liveSessionId, buyerId: _buyer, orderId: _order, ...hold } = found
  const [[goods], placed, lastAddress] = await Promise.all([
    catalog.variants([variantId]),
    findOrder(db, { holdId }),
    lastDelivery(db, buyerId),
  ])
  if (!goods) throw new Error(`Variant ${variantId} is held, but not in the catalogue`)

  const { subtotalFen } = priceOf(hold)
  const purchase = { buyerId, villageId: goods.villageId, subtotalFen }
  const coupons = placed ? [] : await deps.coupons.usableFor(purchase)
  const coupon = chosen === undefined ? coupons[0] : coupons.find(({ couponId }) => couponId === chosen)
  const price = priceOf(hold, placed ? fen(placed.discountFen) : coupon?.amountFen)
  return {
    hold,
    title: goods.title,
    variantName: goods.variantName,
    picture: goods.picture,
    netWeightG: goods.netWeightG,
    returnClass: goods.returnClass,
    ...price,
    coupons,
    couponId: coupon?.couponId ?? null,
    liveSessionId,
    productSlug: goods.productSlug,
    waterfall: placed ? await waterfalls.ofOrder(placed) : await waterfalls.ofOffer(goods, price),
    lastAddress,
    pendingOrderNumber: placed?.state === 'awaiting_payment' ? placed.number : null,
  }
}

async function viewOrder(deps: ViewsDeps, order: OrderWithEvents): Promise<OrderView> {
  const { flashSale, catalog, waterfalls } = deps
  const { number, holdId, state, line, paymentMethod, recipientName, liveSessionId } = order
  const hold = state === 'awaiting_payment' ? await flashSale.hold(holdId) : null
  const lots = soldLots.parse(line.lots)
  const recalls = await catalog.recallsOf(lots.map(({ id }) => id))
  return {
    number,
    holdId,
    state,
    createdAt: order.createdAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    refundedAt: order.refundedAt?.toISOString() ?? null,
    subtotalFen: fen(order.subtotalFen),
    freightFen: fen(order.freightFen),
    discountFen: fen(order.discountFen),
    totalFen: fen(order.totalFen),
    paymentMethod,
    recipientName,
    phoneMasked: maskPhone(order.phone),
    address: [order.province, order.city, order.district, order.street].join(' '),
    liveSessionId,
    line: {
      title: { zh: line.titleZh, en: line.titleEn },
      variantName: { zh: line.variantNameZh, en: line.variantNameEn },
      picture: line.picture,
      productSlug: line.productSlug,
      quantity: line.quantity,
      unitPriceFen: fen(line.unitPriceFen),
      totalFen: fen(line.totalFen),
      lots,
      returnClass: line.returnClass as ReturnClass,
    },
    recalls: lots.flatMap(({ id, code }) => {
      const recall = recalls.get(id)
      return recall ? [{ code, ...recall }] : []
    }),
    events: order.events.map(({ kind, at }) => ({ kind, at: at.toISOString() })),
    refunds: (await paidRefundsOf(deps.db, [order.id])).map(viewRefund),
    waterfall: await waterfalls.ofOrder(order),
    payBy: hold?.expiresAt ?? null,
    paysFirst: hold?.payFirst ?? false,
  }
}

function summarise({ number, state, createdAt, totalFen, line }: OrderRow): OrderSummary {
  return {
    number,
    state,
    createdAt: createdAt.toISOString(),
    totalFen: fen(totalFen),
    title: { zh: line.titleZh, en: line.titleEn },
    picture: line.picture,
    quantity: line.quantity,
  }
}

export function viewSold({
  id,
  number,
  paidAt,
  freightFen,
  discountFen,
  totalFen,
  liveSessionId,
  line,
}: OrderRow): SoldOrder {
  return {
    orderId: id,
    orderLineId: line.id,
    number,
    paidAt: paidAt?.toISOString() ?? null,
    title: { zh: line.titleZh, en: line.titleEn },
    variantName: { zh: line.variantNameZh, en: line.variantNameEn },
    picture: line.picture,
    quantity: line.quantity,
    unitPriceFen: fen(line.unitPriceFen),
    freightFen: fen(freightFen),
    discountFen: fen(discountFen),
    totalFen: fen(totalFen),
    lots: soldLots.parse(line.lots),
    liveSessionId,
  }
}

export function viewRefund({ id, amountFen, reason, state, createdAt }: RefundRow): OrderRefundView {
  return {
    refundId: id,
    amountFen: fen(amountFen),
    reason: refundReason.parse(reason),
    state,
    at: createdAt.toISOString(),
  }
}
