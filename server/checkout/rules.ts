import { createHash } from 'node:crypto'
import type { Payment, PaymentSession } from '#server/payments/index.ts'
import type { Doors } from '#server/flash-sale/index.ts'
import type { DeliveryAddress, OrderState } from '#shared/checkout.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen, timesFen, zeroFen, type Fen } from '#shared/money.ts'
import { unreachable } from '#shared/result.ts'

// Pure decisions: no clock, no database, no chance.

/** 满 59 元包邮: goods for this much travel free. */
export const FREE_FREIGHT_FROM_FEN = fen(5_900)
export const FREIGHT_FEN = fen(800)
export const FREIGHT_NAME: Bilingual = { zh: '运费', en: 'Delivery' }

type Priced = { unitPriceFen: Fen; quantity: number }

/** What a hold costs, fixed when the order is placed. A coupon makes freight no dearer: it counts what the goods cost. */
export function priceOf({ unitPriceFen, quantity }: Priced, discountFen = zeroFen) {
  const subtotalFen = timesFen(unitPriceFen, quantity)
  const freightFen = subtotalFen >= FREE_FREIGHT_FROM_FEN ? zeroFen : FREIGHT_FEN
  return { subtotalFen, freightFen, discountFen, totalFen: fen(subtotalFen + freightFen - discountFen) }
}

/**
 * Stripe keeps a session open for at least 30 minutes. Counted from the hold's end, which is fixed once payment has
 * begun, so that asking again asks for the very same session; the shop itself closes it when the hold ends.
 */
export const SESSION_OUTLIVES_HOLD_SEC = 31 * 60

export function sessionExpiresAt(holdExpiresAt: Date): Date {
  return new Date(holdExpiresAt.getTime() + SESSION_OUTLIVES_HOLD_SEC * 1000)
}

/** What the shop knows of an order when news of a payment comes. */
export type OrderFacts = {
  state: OrderState
  totalFen: Fen
  checkoutSessionId: string | null
  chargeId: string | null
}

export type Step =
  | { do: 'nothing' }
  /** the money is there: give the goods, or, where they are gone, the money back */
  | { do: 'settle'; payment: Payment }
  /** nobody can pay any more: the units go back */
  | { do: 'cancel'; tried: boolean }
  /** the order was settled by another charge already: this one goes back */
  | { do: 'return_second_payment'; payment: Payment }

/**
 * The next step for an order, given what Stripe says about one of its checkout sessions. Monotonic: telling it old
 * news again, in any order, from any source, leads nowhere.
 * @throws {Error} when another amount was paid than the order asks for: sessions are made by us, so this is a bug
 */
export function nextStep(order: OrderFacts, session: PaymentSession): Step {
  switch (session.state) {
    case 'open':
    case 'processing':
      return { do: 'nothing' }
    case 'expired':
      return order.state === 'awaiting_payment' && order.checkoutSessionId === session.sessionId
        ? { do: 'cancel', tried: session.tried }
        : { do: 'nothing' }
    case 'paid':
      return stepWhenPaid(order, session.payment)
    default:
      return unreachable(session)
  }
}

/** What a charge means for an order; asked again under the order's lock, where it is decided. */
export function stepWhenPaid(
  order: Pick<OrderFacts, 'state' | 'totalFen' | 'chargeId'>,
  payment: Payment,
): Step {
  if (payment.amountFen !== order.totalFen)
    throw new Error(`Charge ${payment.chargeId} is ${payment.amountFen} fen, its order ${order.totalFen}`)
  switch (order.state) {
    case 'awaiting_payment':
    case 'cancelled':
      return { do: 'settle', payment }
    case 'paid':
    case 'refund_pending':
    case 'refunded':
      return order.chargeId === payment.chargeId
        ? { do: 'nothing' }
        : { do: 'return_second_payment', payment }
    default:
      return unreachable(order.state)
  }
}

// Crockford's letters: none that is mistaken for another when read over the telephone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number on the receipt: 80 bits that nobody can guess, in groups that people can read out.
 * @param random any unguessable text; the same text gives the same number
 */
export function orderNumber(random: string): string {
  const bytes = createHash('sha256').update(random).digest().subarray(0, 16)
  const letters = [...bytes].map((byte) => ALPHABET[byte % 32]).join('')
  return `SH-${letters.match(/.{4}/g)!.join('-')}`
}

/**
 * Fingerprints of the phone and the address of an order, for the per-buyer limit. Width, case, spaces and punctuation
 * make no other address, nor does the recipient's name: the door counts.
 */
export function doorsOf({ phone, province, city, district, street }: DeliveryAddress): Doors {
  const door = [province, city, district, street]
    .map((part) =>
      part
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\p{P}\p{S}\p{Z}\s]/gu, ''),
    )
    .join('\n')
  return { phoneKey: fingerprint(`phone\n${phone}`), addressKey: fingerprint(`address\n${door}`) }
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** 13812345678 → 138****5678 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/**
 * 消保法 art. 25 counts seven days from the day the goods arrive. Nothing here knows of arrivals yet, so they are counted
 * from payment, for fresh goods too; what is refunded later is taken back from what is available, or owed.
 */
const RETURN_PERIOD_MS = 7 * 86_400_000

/** When what is earned by a payment is no longer pending. */
export function maturesAt(paidAt: Date): Date {
  return new Date(paidAt.getTime() + RETURN_PERIOD_MS)
}
