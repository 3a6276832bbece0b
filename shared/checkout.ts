import { z } from 'zod'
import type { UseRefusal } from './coupons.ts'
import type { DoorRefusal, Result } from './result.ts'

// The contract of turning a hold into an order.

/** Mainland mobile number: 11 digits, 1[3-9]…; spaces, dashes and +86 are forgiven. */
export const phoneNumber = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, 'phone'))

export const deliveryAddress = z.object({
  recipientName: z.string().trim().min(1).max(40),
  phone: phoneNumber,
  province: z.string().trim().min(2).max(20),
  city: z.string().trim().min(2).max(20),
  district: z.string().trim().min(1).max(20),
  street: z.string().trim().min(3).max(120),
  note: z.string().trim().max(100).default(''),
})
export type DeliveryAddress = z.infer<typeof deliveryAddress>

/** `acceptFreshReturn` is the explicit tick that goods outside the 7-day return need (消保法 art. 25). */
export const checkoutRequest = deliveryAddress.extend({
  acceptFreshReturn: z.literal('on').optional(),
  /** of the buyer's; empty: none */
  couponId: z.string().max(64).optional(),
})
export type CheckoutRequest = z.infer<typeof checkoutRequest>

/** A guest finds an order by its number together with its phone, never by one of them. */
export const orderLookup = z.object({
  number: z
    .string()
    .transform((text) => text.replace(/\s/g, '').toUpperCase())
    .pipe(z.string().min(6).max(40)),
  phone: phoneNumber,
})

/** The lots that a sold piece was made of, as its order remembers them. */
export const soldLots = z.array(
  z.object({ id: z.string(), code: z.string(), certificateNo: z.string().nullable() }),
)
export type SoldLot = z.infer<typeof soldLots>[number]

export const orderState = z.enum(['awaiting_payment', 'paid', 'cancelled', 'refund_pending', 'refunded'])
export type OrderState = z.infer<typeof orderState>

export type CheckoutRefusal =
  | { kind: 'hold_not_found' }
  | { kind: 'hold_expired' }
  | { kind: 'already_paid'; orderNumber: string }
  | { kind: 'fresh_return_not_accepted' }
  /** orders for this phone, or for this address, have reached the sale's limit */
  | { kind: 'door_over_limit'; limit: number }
  /** it was claimed in a rehearsal */
  | { kind: 'rehearsal' }
  | { kind: 'payment_unavailable' }
  | UseRefusal

/** Where to send the browser next: Stripe's hosted page. */
export type CheckoutAnswer = Result<
  { orderNumber: string; redirectTo: string },
  CheckoutRefusal | DoorRefusal
>
