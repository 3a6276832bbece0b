import type { Payments } from '#server/payments/index.ts'
import { inLocale, type Locale } from '#shared/locale.ts'
import { fen, sumFen, yuanText } from '#shared/money.ts'
import { FREIGHT_NAME, sessionExpiresAt } from './rules.ts'
import type { OrderRow } from './store.ts'

type SessionRequest = Parameters<Payments['createSession']>[0]

/** Made of what is fixed with the order alone, so that asking again asks for the same session. */
export function sessionRequest({
  order,
  payBy,
  origin,
}: {
  order: OrderRow
  payBy: Date
  origin: string
}): SessionRequest {
  const { freightFen, holdId } = order
  const locale = order.locale as Locale
  const freight = { name: inLocale(FREIGHT_NAME, locale), unitPriceFen: fen(freightFen), quantity: 1 }
  const goods = goodsLine(order, locale)
  const lines = freight.unitPriceFen > 0 ? [goods, freight] : [goods]
  const asked = sumFen(lines.map(({ unitPriceFen, quantity }) => fen(unitPriceFen * quantity)))
  if (asked !== fen(order.totalFen)) throw new Error(`Order ${order.number} does not add up`)
  return {
    reference: order.id,
    lines,
    locale,
    successUrl: `${origin}/checkout/return?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/checkout/${holdId}`,
    expiresAt: sessionExpiresAt(payBy),
  }
}

/** With a coupon one line of all pieces: what it takes off need not divide by their number. */
function goodsLine(
  { line, subtotalFen, discountFen }: OrderRow,
  locale: Locale,
): SessionRequest['lines'][number] {
  const name = inLocale({ zh: line.titleZh, en: line.titleEn }, locale)
  const description = inLocale({ zh: line.variantNameZh, en: line.variantNameEn }, locale)
  if (discountFen === 0n)
    return { name, description, unitPriceFen: fen(line.unitPriceFen), quantity: line.quantity }
  const yuan = yuanText(fen(discountFen))
  const off = inLocale({ zh: `已减 ${yuan} 元`, en: `¥${yuan} off` }, locale)
  return {
    name,
    description: `${description} × ${line.quantity} · ${off}`,
    unitPriceFen: fen(subtotalFen - discountFen),
    quantity: 1,
  }
}
