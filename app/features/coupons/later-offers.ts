import type { OfferView } from '#shared/coupons.ts'

/** News carries all offers of a room, and may come late: none is lost, and pieces are only ever taken. */
export function laterOffers(known: readonly OfferView[], told: readonly OfferView[]): OfferView[] {
  const takenBefore = new Map(known.map(({ offerId, taken }) => [offerId, taken]))
  const toldIds = new Set(told.map(({ offerId }) => offerId))
  const here = told[0]?.liveSessionId ?? known[0]?.liveSessionId
  const unheardOf = known.filter((offer) => !toldIds.has(offer.offerId) && offer.liveSessionId === here)
  return [
    ...told.map((offer) => ({
      ...offer,
      taken: Math.max(offer.taken, takenBefore.get(offer.offerId) ?? 0),
    })),
    ...unheardOf,
  ]
}
