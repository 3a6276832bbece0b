import { z } from 'zod'
import { deliveryAddress } from './checkout.ts'
import { claimPass } from './guard.ts'
import { DRAW_MINUTES, PRIZE_WORDS_MAX, PRIZES_MAX } from './lucky-draw.ts'
import { wholeNumber } from './number.ts'
import { yuanAmount } from './studio.ts'
import { lengthOf } from './text.ts'

// What is sent about a lucky draw: docs/decisions/049

const VISIBLE = /[\p{L}\p{N}]/u
const words = z
  .string()
  .trim()
  .refine((text) => VISIBLE.test(text) && lengthOf(text) <= PRIZE_WORDS_MAX, 'length')

/** What a host offers. A value above the limit is refused by name, not as a typing mistake. */
export const drawForm = z
  .object({
    prize: words,
    prizes: wholeNumber({ min: 1, max: PRIZES_MAX }),
    valueYuan: yuanAmount.refine((value) => value > 0, 'amount'),
    giver: words,
    minutes: wholeNumber({ min: 1, max: 10 }).pipe(z.literal(DRAW_MINUTES)),
  })
  .transform(({ valueYuan, ...offer }) => ({ ...offer, valueFen: valueYuan }))
export type DrawOffer = z.infer<typeof drawForm>

/** `claimKey` is made up by the device: the public tag of the entry follows from it. */
export const drawEntryRequest = z.object({
  drawId: z.string().min(1).max(64),
  claimKey: z.uuid(),
  pass: claimPass.optional(),
})
export type DrawEntryRequest = z.infer<typeof drawEntryRequest>

/** Where a prize goes: as an order's parcel. */
export const prizeAddressForm = deliveryAddress

/** The parcel of one winner has left. */
export const prizeSentForm = z.object({
  drawId: z.string().min(1).max(64),
  number: wholeNumber({ min: 1, max: 1_000_000 }),
  courier: z.string().trim().min(2).max(20),
  trackingNumber: z
    .string()
    .transform((text) => text.replace(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9-]{6,32}$/, 'tracking_number')),
})
export type PrizeSent = z.infer<typeof prizeSentForm>
