import { z } from 'zod'
import type { Caption, CaptionRefusal, CaptionRequest } from './captions.ts'
import type {
  ActRefusal,
  ChatRefusal,
  ChatRequest,
  ChatRules,
  ChatView,
  HostChat,
  ModerateRequest,
} from './chat.ts'
import type {
  ClaimAnswer,
  ClaimRequest,
  HoldView,
  LeaveAnswer,
  LeaveRequest,
  Place,
  ReleaseRequest,
  SaleChangeRefusal,
  SaleView,
  WaitAnswer,
} from './flash-sale.ts'
import { keyed, type HostAct, type OnceRefusal } from './host-commands.ts'
import type { GuardReport } from './guard.ts'
import type { SoundOnly } from './ingest.ts'
import type { LikeAnswer } from './likes.ts'
import type { TakeRequest } from './coupon-forms.ts'
import type { OfferView, TakeAnswer } from './coupons.ts'
import type { DrawEntryAnswer, LuckyDrawView } from './lucky-draw.ts'
import type { DrawEntryRequest } from './lucky-draw-forms.ts'
import type { Fen } from './money.ts'
import type { DoorRefusal, Result } from './result.ts'
import type { PinRefusal, PinRequest, PinView, ShowGoods } from './show.ts'

// The live room over socket.io. Asks are noun:verb with an acknowledgement; news is noun:past.
// News is a hint: a gap in `version` means ask `room:snapshot` again. docs/protocol.md is the reader's copy.

export const TICKER_LENGTH = 20

export const roomRequest = z.object({ liveSessionId: z.string().min(1).max(64) })
export type RoomRequest = z.infer<typeof roomRequest>

export const saleCommand = z.object({ saleId: z.string().min(1).max(64), ...keyed })
export type SaleCommand = z.infer<typeof saleCommand>

export const sessionCommand = roomRequest.extend(keyed)
export type SessionCommand = z.infer<typeof sessionCommand>

export const demoBuyersCommand = z.object({
  liveSessionId: z.string().min(1).max(64),
  on: z.boolean(),
})
export type DemoBuyersCommand = z.infer<typeof demoBuyersCommand>

/** `called_off`: planned, and then not to be */
export type LiveState = 'planned' | 'live' | 'ended' | 'called_off'
/** Nothing more comes of it. */
export const isOver = (state: LiveState) => state === 'ended' || state === 'called_off'

/** The ways in which a live picture can be had: as it came, small, or only heard. */
export const RENDITIONS = ['source', 'low', 'sound'] as const
export type RenditionName = (typeof RENDITIONS)[number]

/**
 * The picture of a session. Under `base`, while it is live: `main-ll.m3u8` and `main.m3u8` to choose from, `ll.m3u8` and
 * `live.m3u8` of its source, and of each of `renditions` in the folder of its name; afterwards `recording.m3u8`.
 */
export type Playback = { state: 'none' } | LivePlayback | ({ state: 'recorded' } & Shown)
/**
 * `away`: the host's line is lost, or the camera put away. `engine`: the list of an engine or CDN that carries the
 * picture for those who want it whole; null: there is none.
 */
export type LivePlayback = { state: 'live' | 'away'; engine: string | null } & Renditions & Shown
/** `soundOnly`: the picture stands still, and why; null: it moves */
export type Renditions = { renditions: Exclude<RenditionName, 'source'>[]; soundOnly: SoundOnly | null }
/** `poster`: the address of a still picture */
type Shown = { base: string; poster: string | null }

/** One line of the purchase ticker: somebody, masked, got something. */
export type TickerView = {
  id: string
  kind: 'held' | 'paid'
  buyer: string
  saleId: string
  quantity: number
  at: string
  /** true when a scripted demo buyer did it */
  demo: boolean
}

/** The sale with what a card needs to show; text is in both languages so that one encoding serves a room. */
export type RoomSale = SaleView & {
  productSlug: string
  titleZh: string
  titleEn: string
  variantNameZh: string
  variantNameEn: string
  picture: string
  netWeightG: number
  priceFen: Fen
  referenceFen: Fen | null
  /** what the household gets of one unit, by the rule in force */
  householdFen: Fen
  perBuyerLimit: number
  /** whoever let holds lapse again and again pays first */
  payFirst: boolean
  position: number
}

/** The truth about a room at `version`. `holds` are the asking buyer's own. */
export type RoomSnapshot = ChatRules & {
  liveSessionId: string
  state: LiveState
  version: number
  serverNow: string
  startsAt: string
  viewers: number
  demoBuyers: boolean
  featuredSaleId: string | null
  /** 讲解中 */
  pin: PinView
  /** the run of show, in its order, also what no sale of it is made */
  goods: ShowGoods[]
  video: Playback
  sales: RoomSale[]
  /** the buyer's own that are held among them */
  chat: ChatView[]
  /** messages that were hidden lately: drop what is known of them */
  chatHidden: string[]
  ticker: TickerView[]
  holds: HoldView[]
  /** draws of this session that the buyer has entered, with the place in the list of entries */
  entries: { saleId: string; number: number }[]
  /** 候补: where the buyer waits for units to come back */
  places: Place[]
  /** the buyer let holds lapse again and again: in sales with `payFirst` the next one is short */
  paysFirst: boolean
  /** shows later that the buyer was here at `serverNow`; see shared/guard.ts */
  roomToken: string
}

/** What the host sees beside the room; every number is counted from rows or sockets. */
export type HostNumbers = {
  liveSessionId: string
  viewers: number
  held: number
  paid: number
  left: number
  revenueFen: Fen
  householdsNetFen: Fen
  guard: GuardReport
  lastAct: HostAct | null
}

export type RoomRefusal = { kind: 'room_not_found' } | DoorRefusal
export type CommandRefusal = SaleChangeRefusal | OnceRefusal | DoorRefusal

type Answer<Value> = (answer: Value) => void

/** Asks a client may make. */
export interface ClientToServer {
  'room:join': (request: RoomRequest, answer: Answer<Result<RoomSnapshot, RoomRefusal>>) => void
  'room:leave': (request: RoomRequest, answer: Answer<Result<null, RoomRefusal>>) => void
  'room:snapshot': (request: RoomRequest, answer: Answer<Result<RoomSnapshot, RoomRefusal>>) => void
  'claim:create': (request: ClaimRequest, answer: Answer<ClaimAnswer>) => void
  'claim:release': (
    request: ReleaseRequest,
    answer: Answer<Result<HoldView, { kind: 'hold_not_found' } | { kind: 'hold_not_open' } | DoorRefusal>>,
  ) => void
  /** 候补: a place in the line; asked again, it is the same one */
  'wait:join': (request: ClaimRequest, answer: Answer<WaitAnswer>) => void
  'wait:leave': (request: LeaveRequest, answer: Answer<LeaveAnswer>) => void
  'chat:send': (request: ChatRequest, answer: Answer<Result<ChatView, ChatRefusal>>) => void
  /** 抽奖: free, once a person; asked again, it is the same entry */
  'draw:enter': (request: DrawEntryRequest, answer: Answer<DrawEntryAnswer>) => void
  /** 优惠券, 红包: a piece of an offer; the same one when asked again */
  'coupon:take': (request: TakeRequest, answer: Answer<TakeAnswer>) => void
  /** 点赞: once a person; asked again, it is the same like */
  'room:like': (request: RoomRequest, answer: Answer<LikeAnswer>) => void
  'sale:open': (request: SaleCommand, answer: Answer<Result<SaleView, CommandRefusal>>) => void
  'sale:pause': (request: SaleCommand, answer: Answer<Result<SaleView, CommandRefusal>>) => void
  'sale:resume': (request: SaleCommand, answer: Answer<Result<SaleView, CommandRefusal>>) => void
  'sale:end': (request: SaleCommand, answer: Answer<Result<SaleView, CommandRefusal>>) => void
  /** 急停 and its undoing; the answer is what it changed */
  'session:stop': (request: SessionCommand, answer: Answer<Result<SaleView[], CommandRefusal>>) => void
  'session:resume': (request: SessionCommand, answer: Answer<Result<SaleView[], CommandRefusal>>) => void
  /** what the host does about the chat */
  'chat:moderate': (
    request: ModerateRequest,
    answer: Answer<Result<HostChat, ActRefusal | OnceRefusal | DoorRefusal>>,
  ) => void
  /** 讲解: shows another item of the show, none, or the next one */
  'item:pin': (request: PinRequest, answer: Answer<Result<PinView, PinRefusal | DoorRefusal>>) => void
  /** 字幕: a line as it is spoken; it is told, and not kept */
  'caption:say': (request: CaptionRequest, answer: Answer<Result<null, CaptionRefusal>>) => void
  'host:watch': (request: RoomRequest, answer: Answer<Result<HostNumbers, RoomRefusal>>) => void
  'demo:buyers': (request: DemoBuyersCommand, answer: Answer<Result<{ on: boolean }, RoomRefusal>>) => void
}

/** News to a room. Each carries the room's version; sales carry their own as well. */
export interface ServerToClient {
  'sale:changed': (news: { liveSessionId: string; version: number; sales: SaleView[] }) => void
  /** the queue changed (a sale was added or featured): refetch the snapshot */
  'room:changed': (news: {
    liveSessionId: string
    version: number
    state: LiveState
    featuredSaleId: string | null
    pin: PinView
    demoBuyers: boolean
  }) => void
  'viewers:changed': (news: { liveSessionId: string; viewers: number }) => void
  'chat:sent': (news: { liveSessionId: string; messages: ChatView[] }) => void
  /** these are not to be seen any more, nor quoted */
  'chat:hidden': (news: { liveSessionId: string; messageIds: string[] }) => void
  'chat:ruled': (news: { liveSessionId: string } & ChatRules) => void
  /** 字幕: a line, or the same one in better words; lost for whoever does not read */
  'caption:said': (news: { liveSessionId: string } & Caption) => void
  /** 抽奖: all of it as it is now, also to who has just joined a room that has one */
  'draw:changed': (draw: LuckyDrawView) => void
  /** 优惠券, 红包: all that was released, newest first; also to who has just joined a room that has some */
  'offers:changed': (news: { liveSessionId: string; offers: OfferView[] }) => void
  /** how many people like the session */
  'likes:changed': (news: { liveSessionId: string; likes: number }) => void
  'ticker:moved': (news: { liveSessionId: string; lines: TickerView[] }) => void
  /** to the socket that claims, about once a second while its claim is undecided: so many are asked before it */
  'claim:queued': (news: { claimKey: string; ahead: number }) => void
  /** to the buyer's own sockets, in every tab */
  'hold:changed': (news: HoldView) => void
  /** to a client that did not read for so long that some news was not sent: ask for a snapshot */
  'news:missed': () => void
  'host:numbers': (news: HostNumbers) => void
  'host:chat': (news: HostChat) => void
  /** to who watched and may no longer */
  'host:dismissed': (news: { liveSessionId: string }) => void
}
