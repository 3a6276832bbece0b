import { Link } from '@remix-run/react'
import { Ticket } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TakeRequest } from '#shared/coupon-forms.ts'
import type { OfferView, OwnCoupon, TakeAnswer } from '#shared/coupons.ts'
import { Button } from '#app/ui/button.tsx'
import { Price } from '#app/ui/money.tsx'
import { useGuardedTap } from '../flash-sale/use-guarded-tap.ts'
import type { LiveRoom } from '../live/use-room.ts'
import { OfferTerms } from './offer-terms.tsx'
import { RedPacketMark } from './red-packet-mark.tsx'

type Props = {
  live: LiveRoom
  /** the viewer's pieces when the page was loaded */
  own: readonly OwnCoupon[]
  claimKey: string
}

/** 优惠券, 红包 in the room: what there is to take, and what the viewer has. */
export function RoomCoupons({ live, own, claimKey }: Props) {
  const { t } = useTranslation()
  const { offers, state } = live.room
  const pieceOf = new Map(own.map((piece) => [piece.offerId, piece]))
  // Of what can't be had any more only one's own is of use.
  const shown = offers.filter(
    (offer) => pieceOf.has(offer.offerId) || (state === 'live' && offer.taken < offer.pieces),
  )
  // The last one that was given out stays to be seen, or nobody would know that it was.
  const last = state === 'live' ? offers[0] : undefined
  const all = last && !shown.includes(last) ? [last, ...shown] : shown
  if (all.length === 0) return null
  return (
    <section aria-label={t('coupons:title')} className="grid gap-3">
      {all.map((offer) => (
        <Offer key={offer.offerId} {...{ offer, live, claimKey }} own={pieceOf.get(offer.offerId) ?? null} />
      ))}
    </section>
  )
}

type OfferProps = { offer: OfferView; live: LiveRoom; own: OwnCoupon | null; claimKey: string }

function Offer({ offer, live, own: loaded, claimKey }: OfferProps) {
  const { t } = useTranslation()
  const [taken, setTaken] = useState<OwnCoupon | null>(null)
  const { tap, submitOf } = useGuardedTap<TakeAnswer, TakeRequest>({
    ...{ ask: live.takeCoupon, token: live.room.roomToken, line: live.line },
    accepted: setTaken,
  })
  const own = taken ?? loaded
  const { offerId, kind, pieces } = offer
  const left = pieces - offer.taken

  return (
    <article className="rounded-card shadow-raised bg-surface overflow-hidden">
      <div className="flex items-stretch">
        <div className="bg-vermilion-600 grid w-24 shrink-0 place-items-center px-2 py-4 text-white">
          <Worth offer={offer} own={own} />
        </div>
        <div className="grid min-w-0 flex-1 gap-2 p-4">
          <div>
            <h2 className="font-medium">{t(`coupons:kind.${kind}`)}</h2>
            <OfferTerms offer={offer} />
          </div>
          {own ? (
            <Link
              to="/coupons"
              className="text-tea-700 inline-flex min-h-11 items-center gap-2 font-medium underline-offset-4 hover:underline"
            >
              <Ticket aria-hidden className="size-5 shrink-0" />
              {t('coupons:room.have')}
            </Link>
          ) : left > 0 ? (
            <form
              method="post"
              action={`/coupons/${offerId}/take`}
              onSubmit={submitOf({ offerId, claimKey })}
            >
              <input type="hidden" name="claimKey" value={claimKey} />
              <input type="hidden" name="token" value={live.room.roomToken} />
              <Button type="submit" tone="flash" wide busy={tap.kind === 'asking'}>
                {t(`coupons:room.take.${kind}`)}
              </Button>
            </form>
          ) : (
            <p className="text-ink-soft py-2 font-medium">{t('coupons:refused.all_taken')}</p>
          )}
        </div>
      </div>
      <div className="text-ink-soft border-line border-t border-dashed px-4 py-2 text-sm">
        {/* Not with what is left, which changes all the time and would be read out each time. */}
        <p role="status">
          {tap.kind === 'refused'
            ? t(`coupons:refused.${tap.refusal.kind}`, { ...tap.refusal })
            : own && t('coupons:room.useAtCheckout')}
        </p>
        {!own && (
          <p>
            {t('coupons:room.left', { left, pieces })} · {t('coupons:paidBy')}
          </p>
        )}
      </div>
    </article>
  )
}

/** What a piece is worth: known of a coupon, and of a red packet once it is one's own. */
function Worth({ offer, own }: { offer: OfferView; own: OwnCoupon | null }) {
  const amountFen = own?.amountFen ?? offer.amountFen
  return amountFen === null ? <RedPacketMark /> : <Price amount={amountFen} className="text-2xl" />
}
