import type {
  ClaimAnswer,
  ClaimRequest,
  FlashSaleDraft,
  HoldView,
  Place,
  SaleChangeRefusal,
  SaleKind,
  SaleView,
  WaitAnswer,
} from '#shared/flash-sale.ts'
import type { ClaimLogLine, DrawView, PublicEntry } from '#shared/draw.ts'
import type { Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { PageAsked } from '#shared/sale-log.ts'
import type { Tx } from '#server/platform/db.ts'

/** One claim of a batch. `holdId` names it; an entry in a draw keeps the key as well, for its public tag. */
export type Claim = Readonly<{ buyerId: string; quantity: number; claimKey: string; holdId: string }>

/** A line of the public log, before its buyer is masked. */
export type GrantedClaim = Omit<ClaimLogLine, 'buyer'> & { buyerId: string }

/** What a buyer was granted in a sale, by its receipt number. */
export type OwnClaim = { holdId: string; sequence: number }

/** A hold that still asks for money. `isOffer`: it came out of the line (候补到货). */
export type UnpaidHold = {
  holdId: string
  quantity: number
  expiresAt: string
  variantId: string
  liveSessionId: string | null
  isOffer: boolean
}

/** Sales that draw on a lot: those that are not over, those that its recall has ended, and their pieces. */
export type LotOnSale = { running: number; recalled: number; held: number; sold: number }

/** A buyer's place in the list of entries of a sale's draw. */
export type OwnEntry = { saleId: string; number: number }

export type SaleDetail = SaleView & {
  kind: SaleKind
  liveSessionId: string | null
  variantId: string
  priceFen: Fen
  referenceFen: Fen | null
  perBuyerLimit: number
  /** whoever let holds lapse again and again pays first */
  payFirst: boolean
  position: number
  durationSec: number | null
}

/** When a flash sale was opened first. */
export type SaleOpened = { variantId: string; at: string }

export type HoldDetail = HoldView & {
  buyerId: string
  orderId: string | null
  liveSessionId: string | null
  variantId: string
}

/** What one batch of claims was granted, in the order of receipts: `buyerIds[n]` has `holds[n]`. */
export type GrantedHolds = {
  liveSessionId: string | null
  buyerIds: readonly string[]
  holds: readonly HoldView[]
}

/** Fingerprints of where an order goes: one limit counts all orders for one phone, and all for one address. */
export type Doors = { phoneKey: string; addressKey: string }

/** What became of a hold when its payment arrived. `reclaimed`: it had lapsed and units were still free. */
export type SellOutcome = 'sold' | 'reclaimed' | 'already_sold' | 'too_late'

export type FlashSales = {
  /** Decided by PostgreSQL, in a batch with the claims that came with it. Safe to retry with the same key. */
  claim(
    buyerId: string,
    request: ClaimRequest,
    /** hears about once a second how many are asked before this claim, if it has to wait that long */
    onQueued?: (ahead: number) => void,
  ): Promise<ClaimAnswer>
  release(
    buyerId: string,
    holdId: string,
  ): Promise<Result<HoldView, { kind: 'hold_not_found' } | { kind: 'hold_not_open' }>>
  /** 候补: a place in the line for units that come back, once a person. Repeating it changes nothing. */
  wait(buyerId: string, request: ClaimRequest): Promise<WaitAnswer>
  leaveLine(buyerId: string, saleId: string): Promise<Result<null, { kind: 'not_waiting' }>>

  sale(saleId: string): Promise<SaleDetail | null>
  salesOfSession(liveSessionId: string): Promise<SaleDetail[]>
  /** the session's sales that were opened, in order */
  openedIn(liveSessionId: string): Promise<SaleOpened[]>
  /** the always-open sales of a product's variants, by variant id */
  shelfSales(variantIds: readonly string[]): Promise<Map<string, SaleDetail>>
  hold(holdId: string): Promise<HoldDetail | null>
  /** those of the same account's other devices are `elsewhere` */
  openHoldsOf(buyerId: string, liveSessionId?: string): Promise<HoldView[]>
  /** what this visitor has yet to pay for anywhere in the shop, and whether more may come to them by itself */
  unpaidOf(buyerId: string): Promise<{ holds: UnpaidHold[]; expectsMore: boolean }>
  /** 划线价: what a sale of the variant at that price may strike through; null: nothing that was paid was more */
  reference(variantId: string, priceFen: Fen, at: Date): Promise<Fen | null>
  /** the session's latest holds, newest first, whatever became of them */
  latestHolds(liveSessionId: string, limit: number): Promise<HoldDetail[]>
  /** what a sale publishes of its draw; null for a sale without one */
  draw(saleId: string): Promise<DrawView | null>
  entries(saleId: string, page: PageAsked): Promise<PublicEntry[]>
  /** what this person entered in the session's draws that are still to come */
  entriesOf(buyerId: string, liveSessionId: string): Promise<OwnEntry[]>
  /** where this person waits in the session's lines */
  placesOf(buyerId: string, liveSessionId: string): Promise<Place[]>
  /** whether this person let so many holds lapse that sales with `payFirst` hold units for PAY_FIRST_SEC only */
  paysFirst(buyerId: string): Promise<boolean>
  /** claims that were granted, in order, whatever became of them */
  claimsOf(saleId: string, page: PageAsked): Promise<GrantedClaim[]>
  /** how many claims were granted: the last receipt number */
  claimsGranted(saleId: string): Promise<number>
  /** what this visitor was granted in a sale */
  claimsBy(buyerId: string, saleId: string): Promise<OwnClaim[]>
  /** units held and paid in a session, and what was paid for them (goods only), counted from its holds */
  tally(liveSessionId: string): Promise<{ held: number; paid: number; revenueFen: Fen }>

  /** Puts a flash sale in a session's queue: carves the allotment out of its components' stocks. */
  draft(liveSessionId: string, draft: FlashSaleDraft): Promise<Result<SaleDetail, SaleChangeRefusal>>
  remove(saleId: string): Promise<Result<null, SaleChangeRefusal>>
  open(saleId: string): Promise<Result<SaleDetail, SaleChangeRefusal>>
  pause(saleId: string): Promise<Result<SaleDetail, SaleChangeRefusal>>
  /** The sale's end moves by the length of the pause. */
  resume(saleId: string): Promise<Result<SaleDetail, SaleChangeRefusal>>
  /** It opens by itself at that second of the server's clock, while its session is on the air. */
  schedule(saleId: string, opensAt: Date): Promise<Result<SaleDetail, SaleChangeRefusal>>
  unschedule(saleId: string): Promise<Result<SaleDetail, SaleChangeRefusal>>
  /** More pieces out of the stock, also while the sale is open; whoever waits for one is offered it. */
  restock(saleId: string, pieces: number): Promise<Result<SaleDetail, SaleChangeRefusal>>
  /** Pieces that nobody holds go back to the stock; one stays at least. */
  takeBack(saleId: string, pieces: number): Promise<Result<SaleDetail, SaleChangeRefusal>>
  /** Ends a sale and gives what was not sold back to the stock as its holds run out. */
  end(saleId: string): Promise<Result<SaleDetail, SaleChangeRefusal>>

  /** 急停: pauses whatever of the session sells or is about to, in one statement. @returns the sales it stopped */
  stopSession(liveSessionId: string, by: string): Promise<SaleDetail[]>
  /** Undoes 急停, and nothing that was paused before it. */
  resumeSession(liveSessionId: string): Promise<SaleDetail[]>

  /**
   * 召回: every sale that draws on the lot ends at once, its unpaid holds with it, and nothing of the lot is sold
   * again. Payments under way are closed, or returned if they arrive. Repeating it changes nothing.
   */
  recallLot(recall: {
    lotId: string
    reason: string
    by: string
  }): Promise<Result<{ stopped: SaleDetail[] }, { kind: 'lot_not_found' }>>
  /** by lot; a lot that no sale draws on is not in it */
  lotsOnSale(lotIds: readonly string[]): Promise<Map<string, LotOnSale>>
  /** what was sold of a lot: whom to call when it is recalled. `latest`: newest first, so many */
  paidHoldsOfLot(lotId: string, limit: number): Promise<{ count: number; latest: HoldDetail[] }>

  /** held → paying, extended once by HOLD_EXTENSION_SEC. News of it leaves when the caller's transaction has ended. */
  beginPayment(
    tx: Tx,
    hold: { holdId: string; buyerId: string } & Doors,
  ): Promise<
    Result<
      HoldView,
      | { kind: 'hold_not_found' }
      | { kind: 'hold_expired' }
      | { kind: 'already_paid' }
      /** nothing of a rehearsal is paid for */
      | { kind: 'rehearsal' }
      /** others have ordered for this phone or this address already */
      | { kind: 'door_over_limit'; limit: number }
    >
  >
  /**
   * A visitor has signed in to an account: one limit counts what both have. Holds that go beyond it are released,
   * newest first.
   */
  mergeBuyer(buyerId: string, accountId: string): Promise<void>
  /**
   * Turns holds into sales, in order, in the caller's transaction. It locks the sales' rows, and claims wait for them:
   * call it as late in the transaction as the caller can.
   */
  sell(tx: Tx, holdIds: readonly string[]): Promise<Map<string, SellOutcome>>
  markRefundedLate(tx: Tx, holdIds: readonly string[]): Promise<void>
  /**
   * Holds whose time is up and whose payment has not begun: their units return. What is more than `limit` follows by
   * itself. Returns the ended holds.
   */
  expireHolds(limit: number): Promise<HoldDetail[]>
  /** Holds in `paying` whose time is up: checkout must close the payment first, then release them. */
  overduePayments(limit: number): Promise<HoldDetail[]>
  /** `isLapse`: the buyers could have paid, and did not try */
  releaseUnpaid(tx: Tx, holdIds: readonly string[], end: { isLapse: boolean }): Promise<void>
  /** Drops what is too old to count against anybody. */
  dropOldLapses(): Promise<void>
  /** Ends sales whose endsAt has come, and opens scheduled ones whose opensAt has. @returns how many ended */
  endDueSales(): Promise<number>

  /** News for the room; a listener must not throw. `onHoldChanged`: after it was granted. */
  onSaleChanged(listener: (sale: SaleDetail) => void): () => void
  onHoldChanged(listener: (hold: HoldDetail) => void): () => void
  /** on this node. A rush grants thousands a second, so that they are told together. */
  onHoldsGranted(listener: (granted: GrantedHolds) => void): () => void
  /** holds that other nodes have changed, of buyers who are on this node */
  onHoldChangedElsewhere(elsewhere: {
    isHere(buyerId: string): boolean
    tell(hold: HoldDetail): void
  }): () => void
  /** tells these sales as they are now: something may have been missed of what other nodes did */
  lookAgain(saleIds: readonly string[]): void

  /** Every invariant that a store can break, counted: all zero, always (`npm run sale:verify`). */
  invariants(): Promise<{ name: string; broken: number }[]>
  close(): Promise<void>
}
