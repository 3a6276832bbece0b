import type { Catalog, VariantSnapshot } from '#server/catalog/index.ts'
import type { Coupons, ReservedCoupon } from '#server/coupons/index.ts'
import type { FlashSales, HoldDetail } from '#server/flash-sale/index.ts'
import type { Payments } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { deliveryAddress, type CheckoutAnswer, type CheckoutRefusal } from '#shared/checkout.ts'
import { accept, refuse, unreachable, type Result } from '#shared/result.ts'
import { doorsOf, orderNumber, priceOf } from './rules.ts'
import { sessionRequest } from './session-request.ts'
import {
  addEvents,
  attachSession,
  changeDelivery,
  createOrder,
  findOrder,
  lockOrderOfHold,
  waitToPlace,
  type OrderRow,
} from './store.ts'
import type { Checkout } from './types.ts'

type PlaceOrder = Parameters<Checkout['placeOrder']>[0]
type Placing = { input: PlaceOrder; hold: HoldDetail; goods: VariantSnapshot; ruleVersionId: string }
type Placed = { order: OrderRow; payBy: Date }

export type OrdersDeps = {
  db: Db
  clock: Clock
  ids: Ids
  catalog: Pick<Catalog, 'variants'>
  flashSale: Pick<FlashSales, 'hold' | 'beginPayment'>
  payments: Pick<Payments, 'createSession' | 'session' | 'expireSession'>
  revenueShare: Pick<RevenueShare, 'activeRule'>
  coupons: Pick<Coupons, 'reserve' | 'use'>
  /** where Stripe's page leads back to when nobody's request says */
  origin: string
  reconcile: Checkout['reconcile']
}

/** From a hold to Stripe's page. Each step may be repeated: a hold has one order, an order one session. */
export function createOrders(deps: OrdersDeps): Pick<Checkout, 'placeOrder' | 'resumePayment'> {
  const { db, flashSale } = deps

  async function placeOrder(input: PlaceOrder): Promise<CheckoutAnswer> {
    const { buyerId, holdId, request } = input
    const hold = await flashSale.hold(holdId)
    if (!hold || hold.buyerId !== buyerId) return refuse({ kind: 'hold_not_found' })
    const goods = await goodsOf(deps, hold)
    if (goods.returnClass === 'fresh' && request.acceptFreshReturn !== 'on')
      return refuse({ kind: 'fresh_return_not_accepted' })

    // Looked up before the transaction, which must not wait for a second connection.
    const rule = await deps.revenueShare.activeRule(goods, deps.clock.now())
    const placed = await db.$transaction((tx) =>
      place(deps, tx, { input, hold, goods, ruleVersionId: rule.id }),
    )
    return placed.ok ? startPayment(deps, placed.value, input.origin) : placed
  }

  async function resumePayment(buyerId: string, number: string): Promise<CheckoutAnswer> {
    const order = await findOrder(db, { number })
    if (!order || order.buyerId !== buyerId) return refuse({ kind: 'hold_not_found' })
    const refusal = refuseOrder(order)
    if (refusal) return refusal

    const hold = await flashSale.hold(order.holdId)
    if (!hold) throw new Error(`Order ${number} has lost its hold`)
    return startPayment(deps, { order, payBy: new Date(hold.expiresAt) }, deps.origin)
  }

  return { placeOrder, resumePayment }
}

/** One transaction: the hold is being paid for, and an order says at which price and by which rule. */
async function place(deps: OrdersDeps, tx: Tx, placing: Placing): Promise<Result<Placed, CheckoutRefusal>> {
  const { holdId, buyerId, request } = placing.input
  await waitToPlace(tx, holdId)
  // The order's lock before the hold's, as settlement takes them.
  const known = await lockOrderOfHold(tx, holdId)
  const refusal = refuseOrder(known)
  if (refusal) return refusal

  // Before the payment begins, so that a refusal has begun none. An order that is there keeps its price.
  const { couponId } = request
  const coupon = known || !couponId ? null : await reserveCoupon(deps, tx, { placing, couponId })
  if (coupon && !coupon.ok) return coupon

  const begun = await deps.flashSale.beginPayment(tx, { holdId, buyerId, ...doorsOf(request) })
  if (!begun.ok) return refuseHold(begun.refusal, known)
  if (known) await changeDelivery(tx, known.id, deliveryAddress.parse(request))
  const order = known ?? (await writeOrder(deps, tx, { ...placing, coupon: coupon?.value ?? null }))
  return accept({ order, payBy: new Date(begun.value.expiresAt) })
}

/** One at a time uses a piece: it is kept for this order until the transaction ends. */
function reserveCoupon(
  { coupons }: OrdersDeps,
  tx: Tx,
  { placing: { input, hold, goods }, couponId }: { placing: Placing; couponId: string },
) {
  const { buyerId, request } = input
  return coupons.reserve(tx, {
    ...{ couponId, buyerId, villageId: goods.villageId },
    subtotalFen: priceOf(hold).subtotalFen,
    phoneKey: doorsOf(request).phoneKey,
  })
}

function refuseOrder(order: OrderRow | null) {
  if (!order || order.state === 'awaiting_payment') return null
  return order.state === 'cancelled'
    ? refuse({ kind: 'hold_expired' })
    : refuse({ kind: 'already_paid', orderNumber: order.number })
}

type HoldRefusal = Extract<Awaited<ReturnType<FlashSales['beginPayment']>>, { ok: false }>['refusal']

function refuseHold(refusal: HoldRefusal, order: OrderRow | null) {
  const { kind } = refusal
  if (kind !== 'already_paid') return refuse(refusal)
  if (!order) throw new Error('A hold is paid, but has no order')
  return refuse({ kind, orderNumber: order.number })
}

async function writeOrder(
  { clock, ids, coupons }: OrdersDeps,
  tx: Tx,
  { input, hold, goods, ruleVersionId, coupon }: Placing & { coupon: ReservedCoupon | null },
) {
  const now = clock.now()
  const { subtotalFen, freightFen, discountFen, totalFen } = priceOf(hold, coupon?.amountFen)
  const id = ids.next('order')
  const order = {
    ...deliveryAddress.parse(input.request),
    id,
    number: orderNumber(ids.uuid()),
    buyerId: input.buyerId,
    holdId: hold.holdId,
    liveSessionId: hold.liveSessionId,
    subtotalFen: BigInt(subtotalFen),
    freightFen: BigInt(freightFen),
    discountFen: BigInt(discountFen),
    totalFen: BigInt(totalFen),
    freshReturnAcceptedAt: goods.returnClass === 'fresh' ? now : null,
    locale: input.locale,
    ruleVersionId,
    createdAt: now,
  }
  const written = await createOrder(tx, order, lineOf(goods, { id: ids.next('line'), hold }))
  if (coupon) await coupons.use(tx, { ...coupon, orderId: id })
  await addEvents(tx, [{ id: ids.next('event'), orderId: id, kind: 'placed', at: now }])
  return written
}

function lineOf(goods: VariantSnapshot, { id, hold }: { id: string; hold: HoldDetail }) {
  const { title, variantName, lots } = goods
  return {
    id,
    variantId: goods.variantId,
    titleZh: title.zh,
    titleEn: title.en,
    variantNameZh: variantName.zh,
    variantNameEn: variantName.en,
    picture: goods.picture,
    productSlug: goods.productSlug,
    lots,
    returnClass: goods.returnClass,
    quantity: hold.quantity,
    unitPriceFen: BigInt(hold.unitPriceFen),
    totalFen: BigInt(priceOf(hold).subtotalFen),
    householdId: goods.householdId,
    cooperativeId: goods.cooperativeId,
    collectiveId: goods.collectiveId,
  }
}

async function startPayment(
  deps: OrdersDeps,
  { order, payBy }: Placed,
  origin: string,
): Promise<CheckoutAnswer> {
  const { payments, db, clock, ids } = deps
  if (order.checkoutSessionId) return resumeSession(deps, order, order.checkoutSessionId)
  if (payBy <= clock.now()) return refuse({ kind: 'hold_expired' })

  const session = await payments.createSession(sessionRequest({ order, payBy, origin }))
  if (!session.ok) return session
  const { sessionId, url } = session.value
  const attached = await db.$transaction(async (tx) => {
    const ours = await attachSession(tx, order.id, sessionId)
    if (ours)
      await addEvents(tx, [
        { id: ids.next('event'), orderId: order.id, kind: 'payment_started', at: clock.now() },
      ])
    return ours
  })
  return attached ? accept({ orderNumber: order.number, redirectTo: url }) : giveWay(deps, order, sessionId)
}

/** Another tab was first, or the hold ended meanwhile. Nobody has seen this session's page yet. */
async function giveWay(deps: OrdersDeps, { id }: OrderRow, sessionId: string): Promise<CheckoutAnswer> {
  const order = await findOrder(deps.db, { id })
  if (!order) throw new Error(`Order ${id} is gone`)
  if (order.checkoutSessionId !== sessionId) await deps.payments.expireSession(sessionId)
  return order.checkoutSessionId
    ? resumeSession(deps, order, order.checkoutSessionId)
    : refuse({ kind: 'hold_expired' })
}

async function resumeSession(
  { payments, reconcile }: OrdersDeps,
  { number, state }: OrderRow,
  sessionId: string,
): Promise<CheckoutAnswer> {
  if (state === 'cancelled') return refuse({ kind: 'hold_expired' })
  const answer = await payments.session(sessionId)
  if (!answer.ok) return answer
  const session = answer.value
  switch (session.state) {
    case 'open':
      return accept({ orderNumber: number, redirectTo: session.url })
    case 'processing':
      return refuse({ kind: 'already_paid', orderNumber: number })
    case 'paid':
      await reconcile(sessionId, 'return_page')
      return refuse({ kind: 'already_paid', orderNumber: number })
    case 'expired':
      return refuse({ kind: 'hold_expired' })
    default:
      return unreachable(session)
  }
}

async function goodsOf({ catalog }: OrdersDeps, { variantId }: HoldDetail): Promise<VariantSnapshot> {
  const [goods] = await catalog.variants([variantId])
  if (!goods) throw new Error(`Variant ${variantId} is held, but not in the catalogue`)
  return goods
}
