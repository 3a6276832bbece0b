import type { Order, OrderEvent, OrderLine, Prisma } from '#prisma/generated/client.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { DeliveryAddress } from '#shared/checkout.ts'

/** An order with its one line. */
export type OrderRow = Omit<Order, 'state'> & { state: OrderStateName; line: OrderLine }
export type OrderWithEvents = OrderRow & { events: OrderEvent[] }
type OrderStateName = 'awaiting_payment' | 'paid' | 'cancelled' | 'refund_pending' | 'refunded'

export type NewOrder = Omit<Prisma.OrderUncheckedCreateInput, 'lines' | 'events' | 'refunds' | 'state'>
export type NewLine = Omit<Prisma.OrderLineUncheckedCreateInput, 'orderId'>
export type OrderEventKind =
  | 'placed'
  | 'payment_started'
  | 'paid'
  | 'paid_late'
  | 'refund_asked'
  | 'refund_started'
  | 'refunded'
  | 'refund_failed'
  | 'cancelled'
export type NewEvent = { id: string; orderId: string; kind: OrderEventKind; at: Date }

const withLine = { lines: true } as const
const byTime = [{ at: 'asc' }, { id: 'asc' }] as const

type Loaded = Order & { lines: OrderLine[] }
function asRow<Row extends Loaded>({ lines, ...order }: Row) {
  const [line] = lines
  if (!line || lines.length > 1) throw new Error(`Order ${order.number} has ${lines.length} lines, not one`)
  return { ...order, state: order.state as OrderStateName, line }
}

/**
 * Nobody else places an order for this hold until the transaction ends: an order that is not there yet cannot be locked,
 * and a second tab that found it first would wait for the hold while we wait for the order.
 */
export async function waitToPlace(tx: Tx, holdId: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(7303, hashtext(${holdId}))::text`
}

/** Keeps payment and repeated placing of one hold apart until the transaction ends. */
export async function lockOrderOfHold(tx: Tx, holdId: string): Promise<OrderRow | null> {
  const locked = await tx.$queryRaw<
    unknown[]
  >`select from checkout_order where hold_id = ${holdId} for update`
  if (locked.length === 0) return null
  const order = await tx.order.findUnique({ where: { holdId }, include: withLine })
  return order && asRow(order)
}

/** In id order, so that two settlements never wait for each other. */
export async function lockOrders(tx: Tx, orderIds: readonly string[]): Promise<Map<string, OrderRow>> {
  const ids = [...orderIds]
  await tx.$queryRaw`select id from checkout_order where id = any(${ids}) order by id for update`
  const orders = await tx.order.findMany({ where: { id: { in: ids } }, include: withLine })
  return new Map(orders.map((order) => [order.id, asRow(order)]))
}

export async function createOrder(tx: Tx, order: NewOrder, line: NewLine): Promise<OrderRow> {
  const created = await tx.order.create({ data: { ...order, state: 'awaiting_payment' } })
  return asRow({ ...created, lines: [await tx.orderLine.create({ data: { ...line, orderId: order.id } })] })
}

export async function changeDelivery(tx: Tx, orderId: string, delivery: DeliveryAddress): Promise<void> {
  await tx.order.updateMany({ where: { id: orderId, state: 'awaiting_payment' }, data: delivery })
}

export async function addEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await tx.orderEvent.createMany({ data: [...events] })
}

/** @returns false when the order has a session already, or awaits no payment any more */
export async function attachSession(tx: Tx, orderId: string, checkoutSessionId: string): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: orderId, state: 'awaiting_payment', checkoutSessionId: null },
    data: { checkoutSessionId },
  })
  return count === 1
}

/**
 * Gives an order up whose session is known to be closed, or that never had one.
 * @returns false when it awaits no payment any more, or was given another session in the meantime
 */
export async function cancelOrder(
  tx: Tx,
  { id, checkoutSessionId }: Pick<Order, 'id' | 'checkoutSessionId'>,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id, checkoutSessionId, state: 'awaiting_payment' },
    data: { state: 'cancelled', cancelledAt: at },
  })
  return count === 1
}

export type Settled = {
  orderId: string
  state: 'paid' | 'refund_pending'
  chargeId: string
  paymentIntentId: string
  paymentMethod: string
  processorFeeFen: bigint
}

/**
 * One statement, however many orders.
 * @throws {Error} when one of them is not there to be settled: the caller holds their locks, so this is a bug
 */
export async function settleOrders(tx: Tx, settled: readonly Settled[], at: Date): Promise<void> {
  const column = <Key extends keyof Settled>(key: Key) => settled.map((one) => one[key])
  const count = await tx.$executeRaw`
    update checkout_order set
      state = paid.state, charge_id = paid.charge_id, payment_intent_id = paid.payment_intent_id,
      payment_method = paid.method, processor_fee_fen = paid.fee, paid_at = ${at}
    from unnest(
      ${column('orderId')}::text[], ${column('state')}::text[], ${column('chargeId')}::text[],
      ${column('paymentIntentId')}::text[], ${column('paymentMethod')}::text[],
      ${column('processorFeeFen').map(String)}::int8[]
    ) as paid (id, state, charge_id, payment_intent_id, method, fee)
    where checkout_order.id = paid.id and checkout_order.state in ('awaiting_payment', 'cancelled')`
  if (count !== settled.length) throw new Error(`${settled.length} orders to settle, ${count} were there`)
}

export async function markOrderRefunded(tx: Tx, orderId: string, at: Date): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: orderId, state: 'refund_pending' },
    data: { state: 'refunded', refundedAt: at },
  })
  return count === 1
}

// What is asked, outside any transaction that writes.

type OrderName =
  | { id: string }
  | { number: string }
  | { holdId: string }
  | { checkoutSessionId: string }
  | { chargeId: string }

export async function findOrder(db: Db, where: OrderName): Promise<OrderRow | null> {
  const order = await db.order.findFirst({ where, include: withLine })
  return order && asRow(order)
}

export async function findOrderWithEvents(db: Db, where: OrderName): Promise<OrderWithEvents | null> {
  const order = await db.order.findFirst({
    where,
    include: { ...withLine, events: { orderBy: [...byTime] } },
  })
  return order && asRow(order)
}

export async function findOrdersOf(db: Db, buyerId: string, limit: number): Promise<OrderRow[]> {
  const orders = await db.order.findMany({
    where: { buyerId },
    include: withLine,
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
  return orders.map(asRow)
}

export async function findOrders(db: Db, orderIds: readonly string[]): Promise<OrderRow[]> {
  const orders = await db.order.findMany({ where: { id: { in: [...orderIds] } }, include: withLine })
  return orders.map(asRow)
}

/** Paid orders of a cooperative's goods, newest first. */
export async function findPaidOrdersOf(db: Db, cooperativeId: string, limit: number): Promise<OrderRow[]> {
  const orders = await db.order.findMany({
    where: { state: 'paid', lines: { some: { cooperativeId } } },
    include: withLine,
    orderBy: { paidAt: 'desc' },
    take: limit,
  })
  return orders.map(asRow)
}

/** A look at the past never holds the shop up for longer. */
const LOOK_BACK_MS = 3_000

/** Paid orders of some goods of these cooperatives, newest first; null when it took too long. */
export async function findPaidOrdersOfGoods(
  db: Db,
  {
    cooperativeIds,
    productSlugs,
    limit,
  }: { cooperativeIds: readonly string[]; productSlugs: readonly string[]; limit: number },
): Promise<OrderRow[] | null> {
  const lines = {
    some: { cooperativeId: { in: [...cooperativeIds] }, productSlug: { in: [...productSlugs] } },
  }
  try {
    return await db.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('statement_timeout', ${String(LOOK_BACK_MS)}, true)`
      const orders = await tx.order.findMany({
        where: { state: 'paid', lines },
        include: withLine,
        orderBy: { paidAt: 'desc' },
        take: limit,
      })
      return orders.map(asRow)
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('statement timeout')) return null
    throw error
  }
}

export function lastDelivery(db: Db, buyerId: string): Promise<DeliveryAddress | null> {
  return db.order.findFirst({
    where: { buyerId },
    orderBy: { createdAt: 'desc' },
    select: {
      recipientName: true,
      phone: true,
      province: true,
      city: true,
      district: true,
      street: true,
      note: true,
    },
  })
}

/** Sessions of orders that have awaited payment since before `placedBefore`, the oldest first. */
export async function sessionsAwaited(db: Db, placedBefore: Date, limit: number): Promise<string[]> {
  const orders = await db.order.findMany({
    where: {
      state: 'awaiting_payment',
      checkoutSessionId: { not: null },
      createdAt: { lt: placedBefore },
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { checkoutSessionId: true },
  })
  return orders.flatMap(({ checkoutSessionId }) => checkoutSessionId ?? [])
}
