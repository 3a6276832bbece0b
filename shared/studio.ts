import { z } from 'zod'
import { ALLOTMENT_MAX, CLAIM_QUANTITY_MAX, saleOpening } from './flash-sale.ts'
import { fen, type Fen } from './money.ts'
import { wholeNumber } from './number.ts'

// What a secretary's forms send. Each command has a URL of its own: POST /studio/sales/:saleId/open.

export const saleFormCommand = z.enum([
  'open',
  'schedule',
  'unschedule',
  'pause',
  'resume',
  'restock',
  'take-back',
  'end',
  'remove',
  'feature',
])
export type SaleFormCommand = z.infer<typeof saleFormCommand>

/** `stop` is 急停: all sales of the session pause at once; `resume` undoes it. */
export const sessionFormCommand = z.enum([
  'start',
  'move',
  'call-off',
  'stop',
  'resume',
  'end',
  'chat',
  'moderate',
  'demo-buyers',
  'pin',
  'unpin',
  'sold-out',
  'draw',
  'coupon',
  'obs-take-over',
])
export type SessionFormCommand = z.infer<typeof sessionFormCommand>

/** how long a flash sale may run, offered as one tap each */
export const SALE_DURATIONS_SEC = [180, 300, 600, 1800, 3600] as const
const PRICE_MIN = fen(100)
const PRICE_MAX = fen(10_000_000)

/** `19.9` → 1990 fen, by digits: no float comes near money. Full-width digits and 元 or ¥ are forgiven. */
export const yuanAmount = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s,¥元]/g, ''))
  .pipe(z.string().regex(/^\d{1,6}(\.\d{1,2})?$/, 'amount'))
  .transform((text): Fen => {
    const [yuan = '0', cents = ''] = text.split('.')
    return fen(Number(yuan) * 100 + Number(cents.padEnd(2, '0')))
  })

/** The form of a flash sale; `priceYuan` becomes fen. */
export const saleForm = z
  .object({
    variantId: z.string().min(1).max(64),
    priceYuan: yuanAmount.refine((price) => price >= PRICE_MIN && price <= PRICE_MAX, 'amount'),
    total: wholeNumber({ min: 1, max: ALLOTMENT_MAX }),
    perBuyerLimit: wholeNumber({ min: 1, max: CLAIM_QUANTITY_MAX }),
    durationSec: wholeNumber({ min: 30, max: 7200 }),
    opening: saleOpening.default('first_come'),
    /** a box that is ticked */
    payFirst: z
      .literal('on')
      .optional()
      .transform((ticked) => ticked === 'on'),
  })
  .transform(({ priceYuan, ...rest }) => ({ ...rest, priceFen: priceYuan }))

/** What the preview of shares needs: it may be asked while the rest is still empty. */
export const salePreviewQuery = z
  .object({ variantId: z.string().min(1).max(64), priceYuan: yuanAmount })
  .transform(({ variantId, priceYuan }) => ({ variantId, priceFen: priceYuan }))

/** When a sale opens, as minutes from the server's now: a phone's clock and time zone don't count. */
export const scheduleForm = z.object({ inMinutes: wholeNumber({ min: 1, max: 720 }) })
export const SCHEDULE_MINUTES = [1, 3, 5, 10, 30] as const

/** More pieces for a sale, or fewer. */
export const piecesForm = z.object({ pieces: wholeNumber({ min: 1, max: ALLOTMENT_MAX }) })
export const RESTOCK_PIECES = [5, 10, 20] as const

export const demoBuyersForm = z.object({ on: z.enum(['0', '1']).transform((text) => text === '1') })
