import { z } from 'zod'
import { OFFER_KINDS, OFFER_PIECES_MAX, VALID_DAYS } from './coupons.ts'
import { claimPass } from './guard.ts'
import { wholeNumber } from './number.ts'
import { yuanAmount } from './studio.ts'

// What is sent about coupons and red packets: docs/decisions/053

const offerId = z.string().min(1).max(64)
const amount = yuanAmount.refine((value) => value > 0, 'amount')

/** What the platform grants. `amountYuan`: of each piece of a coupon, of all pieces of a red packet. */
export const offerForm = z
  .object({
    kind: z.enum(OFFER_KINDS),
    villageId: z.string().min(1).max(64),
    amountYuan: amount,
    pieces: wholeNumber({ min: 1, max: OFFER_PIECES_MAX }),
    minSpendYuan: amount,
    validDays: wholeNumber({ min: 1, max: 30 }).pipe(z.literal(VALID_DAYS)),
  })
  .transform(({ amountYuan, minSpendYuan, ...offer }) => ({
    ...offer,
    amountFen: amountYuan,
    minSpendFen: minSpendYuan,
  }))
export type OfferDraft = z.infer<typeof offerForm>

/** One that is meant by somebody who may: the host who releases it, the platform that withdraws it. */
export const offerChosen = z.object({ offerId })

/** `claimKey` is made up by the device, as that of a claim. */
export const takeRequest = z.object({ offerId, claimKey: z.uuid(), pass: claimPass.optional() })
export type TakeRequest = z.infer<typeof takeRequest>
