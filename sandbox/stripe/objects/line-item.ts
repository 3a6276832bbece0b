import type Stripe from 'stripe'
import { invalidParameter, missingParameter } from '../api/errors.ts'
import { newId, type Work } from '../work.ts'
import { metadataFrom } from './metadata.ts'
import { checkCurrency } from './money.ts'

type Asked = Stripe.Checkout.SessionCreateParams.LineItem

export const lineItemParams = [
  'line_items[].quantity',
  'line_items[].price_data.currency',
  'line_items[].price_data.unit_amount',
  'line_items[].price_data.product_data.name',
  'line_items[].price_data.product_data.description',
  'line_items[].price_data.product_data.images[]',
  'line_items[].price_data.product_data.metadata.*',
] as const

/** A line of the order with its price made on the spot, as `price_data` asks. */
export function createLineItem(work: Work, asked: Asked, param: string): Stripe.LineItem {
  const data = asked.price_data
  if (!data) throw missingParameter(`${param}[price_data]`)
  if (!data.product_data) throw missingParameter(`${param}[price_data][product_data]`)
  if (data.unit_amount === undefined) throw missingParameter(`${param}[price_data][unit_amount]`)
  checkCurrency(work.settings, data.currency, `${param}[price_data][currency]`)
  const quantity = asked.quantity ?? 1
  checkAtLeast(quantity, 1, `${param}[quantity]`)
  checkAtLeast(data.unit_amount, 0, `${param}[price_data][unit_amount]`)

  const product = createProduct(work, data.product_data)
  const amount = data.unit_amount * quantity
  return work.contract.complete<Stripe.LineItem>('Object_item', {
    id: newId('li_1', 23),
    object: 'item',
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: data.currency,
    description: product.name,
    price: createPrice(work, { product: product.id, currency: data.currency, unitAmount: data.unit_amount }),
    quantity,
  })
}

type AskedProduct = NonNullable<NonNullable<Asked['price_data']>['product_data']>

function createProduct({ contract, tables, now }: Work, asked: AskedProduct): Stripe.Product {
  const product = contract.complete<Stripe.Product>('Object_product', {
    id: newId('prod_', 14),
    object: 'product',
    active: false,
    created: now,
    updated: now,
    description: asked.description ?? null,
    images: asked.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: metadataFrom(asked.metadata),
    name: asked.name,
    type: 'service',
  })
  tables.product.put({ id: product.id, api: product })
  return product
}

type PriceOf = { product: string; currency: string; unitAmount: number }

function createPrice({ contract, now }: Work, { product, currency, unitAmount }: PriceOf): Stripe.Price {
  return contract.complete<Stripe.Price>('Object_price', {
    id: newId('price_1', 23),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: now,
    currency,
    livemode: false,
    metadata: {},
    product,
    tax_behavior: 'unspecified',
    type: 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount) as unknown as NonNullable<Stripe.Price['unit_amount_decimal']>,
  })
}

function checkAtLeast(value: number, least: number, param: string): void {
  if (value >= least) return
  const message = `This value must be greater than or equal to ${least}.`
  throw invalidParameter(message, { code: 'parameter_invalid_integer', param })
}
