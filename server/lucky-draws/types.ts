import type { DeliveryAddress } from '#shared/checkout.ts'
import type {
  DrawEntryRefusal,
  DrawOfferRefusal,
  LuckyDrawView,
  LuckyEntriesPage,
  OwnLuckyEntry,
  PrizeRefusal,
} from '#shared/lucky-draw.ts'
import type { DrawEntryRequest, DrawOffer, PrizeSent } from '#shared/lucky-draw-forms.ts'
import type { Result } from '#shared/result.ts'
import type { PageAsked } from '#shared/sale-log.ts'

export type Sent = { courier: string; trackingNumber: string; at: string; by: string }
export type Delivery = DeliveryAddress & { leftAt: string; sent: Sent | null }

/** `prize`: what became of it, for who has won */
export type OwnPlace = OwnLuckyEntry & {
  rank: number | null
  tag: string
  prize: { delivery: Delivery | null; dueAt: string } | null
}

/** A draw as its village works it off. */
export type VillageDraw = LuckyDrawView & {
  deliveries: { number: number; name: string; delivery: Delivery | null }[]
}

export type LuckyDraws = {
  /** Binds from here on: nobody stops, shortens or changes it. */
  offer(
    liveSessionId: string,
    offer: DrawOffer,
    by: { userId: string; name: string },
  ): Promise<Result<LuckyDrawView, DrawOfferRefusal>>
  /** One entry a person; asked again, it is the same one. In a batch with those that came with it. */
  enter(
    buyerId: string,
    request: Pick<DrawEntryRequest, 'drawId' | 'claimKey'>,
  ): Promise<Result<OwnLuckyEntry, DrawEntryRefusal>>
  draw(drawId: string): Promise<LuckyDrawView | null>
  /** the one that runs in a session, else the last one; the same reading for all who ask while nothing changes */
  latestIn(liveSessionId: string): Promise<LuckyDrawView | null>
  ownPlace(buyerId: string, drawId: string): Promise<OwnPlace | null>
  /** @returns null when there is no draw of that name */
  entries(drawId: string, page: PageAsked): Promise<LuckyEntriesPage | null>
  /** Where the prize goes; may be corrected until it is sent. */
  leaveAddress(buyerId: string, drawId: string, address: DeliveryAddress): Promise<Result<null, PrizeRefusal>>
  /** newest first, with where their prizes go */
  ofVillage(villageId: string, limit: number): Promise<VillageDraw[]>
  markSent(villageId: string, sent: PrizeSent, by: { name: string }): Promise<Result<null, PrizeRefusal>>
  /** Makes the draws that are due; safe on any number of nodes at once. */
  makeDue(): Promise<void>
  /** what must be zero, always */
  invariants(): Promise<{ name: string; broken: number }[]>
  /** a session's draw was offered, entered or made, here or on another node */
  onChanged(listener: (liveSessionId: string) => void): () => void
  close(): void
}
