import type { Declarations, Missing } from '#shared/admission.ts'
import type { Caption, SpeakRefusal } from '#shared/captions.ts'
import type { Fen } from '#shared/money.ts'
import type { ActRefusal, ChatAct, ChatView, HostChat, SayRefusal } from '#shared/chat.ts'
import type { OnceRefusal } from '#shared/host-commands.ts'
import type { HostNumbers, LiveState, Playback, RoomSnapshot, TickerView } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Guard } from '#server/guard/index.ts'
import type { LiveMedia, Recorded } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import type { LiveCard, OnAirCard, RecordedOnly } from './card-types.ts'
import type { Attendance } from './attendance-types.ts'
import type { ChatEvidence } from './chat-evidence.ts'
import type { Actor, ChatNews, Said } from './chat-types.ts'
import type { Complaints } from './complaints.ts'
import type { GoodsStanding } from '#shared/preflight.ts'
import type { FilmShelf } from './films.ts'
import type { Replays } from './replay.ts'
import type { Watching } from './low-latency.ts'
import type { HostCommands } from './host-commands.ts'
import type { Show } from './show.ts'
import type { Recordings } from './recording-types.ts'
import type { Plans } from './plan-types.ts'
import type { Rehearsals } from './rehearsal-types.ts'
import type { SaleLogs } from './sale-log.ts'

/** With what flash sales publish of their draws and claims, what is watched again, and what is complained of. */
export type LiveSessions = SaleLogs &
  Replays &
  FilmShelf &
  Complaints &
  Recordings &
  Rehearsals &
  Plans &
  Attendance &
  Pick<HostCommands, 'once'> &
  Omit<Show, 'pinned' | 'goods'> & {
    liveNow(): Promise<OnAirCard[]>
    /** null for a rehearsal, which nobody but who is let into it may hear of */
    card(liveSessionId: string): Promise<LiveCard | null>
    /** for doors that then ask whether somebody may */
    cardOrRehearsal(liveSessionId: string): Promise<LiveCard | null>
    /** what is to be shown or sold, by product */
    goodsStanding(liveSessionId: string): Promise<GoodsStanding[]>
    /** those that have begun, newest first */
    begun(limit: number): Promise<LiveCard[]>
    /** those that are over and can be watched again, newest first */
    recorded(limit: number, only?: RecordedOnly): Promise<LiveCard[]>
    snapshot(liveSessionId: string, buyerId: string): Promise<RoomSnapshot | null>
    /** the picture of a snapshot; null: there is no such session */
    playback(liveSessionId: string, buyerId: string): Promise<Playback | null>
    /** A viewer's tab is in the room, or has left it: for as long as they watch they keep the latency that they have. */
    watches(viewer: Watching): void
    leaves(viewer: Omit<Watching, 'buyerId'>): void
    /** the part of a snapshot that `room:changed` tells */
    headline(
      liveSessionId: string,
    ): Promise<Pick<RoomSnapshot, 'liveSessionId' | 'state' | 'featuredSaleId' | 'pin' | 'demoBuyers'> | null>
    numbers(liveSessionId: string): Promise<HostNumbers>
    /** What is said of a session before it goes on air, and stands from then on. */
    declare(
      liveSessionId: string,
      declared: Declarations,
    ): Promise<Result<LiveCard, { kind: 'room_not_found' } | { kind: 'wrong_state'; state: LiveState }>>
    /** 封面. @param picture a name of the shop's pictures */
    setPicture(
      liveSessionId: string,
      picture: string,
    ): Promise<Result<LiveCard, { kind: 'room_not_found' } | { kind: 'wrong_state'; state: LiveState }>>
    /** The platform took a picture down: another one is shown instead, also when the session is over. */
    takePictureDown(liveSessionId: string, replaced: { picture: string; instead: string }): Promise<void>
    /** what keeps it off the air now; nothing: it may start */
    missing(liveSessionId: string): Promise<Missing[]>
    /** @param byUserId its host: who is verified is who goes on air */
    start(
      liveSessionId: string,
      byUserId: string,
    ): Promise<
      Result<
        LiveCard,
        | { kind: 'room_not_found' }
        | { kind: 'wrong_state'; state: LiveState }
        | { kind: 'not_the_host' }
        /** the village's last rehearsal is still on */
        | { kind: 'rehearsal_on_air' }
        | { kind: 'not_ready'; missing: Missing[] }
      >
    >
    end(
      liveSessionId: string,
    ): Promise<Result<LiveCard, { kind: 'room_not_found' } | { kind: 'wrong_state'; state: LiveState }>>
    feature(liveSessionId: string, saleId: string): Promise<void>
    /** A new key for OBS. The one before is good for nothing from now on; only its hash was kept, so it can't be shown again. */
    renewStreamKey(
      liveSessionId: string,
    ): Promise<
      Result<{ streamKey: string }, { kind: 'room_not_found' } | { kind: 'wrong_state'; state: LiveState }>
    >
    hasStreamKey(liveSessionId: string): Promise<boolean>
    /** For two minutes whoever comes with the key may take over, once, from the camera that is on air. */
    letStreamTakeOver(liveSessionId: string): Promise<Result<{ until: string }, { kind: 'no_stream_key' }>>
    /** @returns whose key it is, or the rehearsal of that plan; null: nobody's. Whoever may take over has used that up by asking. */
    streamOf(
      streamKey: string,
    ): Promise<{ liveSessionId: string; state: LiveState; mayTakeOver: boolean } | null>
    say(message: Said): Promise<Result<ChatView, SayRefusal>>
    /** One act of a host about the chat: booked, unless things stand so already. @returns how it stands after it */
    moderate(
      liveSessionId: string,
      act: ChatAct,
      by: Actor & { key?: string | undefined },
    ): Promise<Result<HostChat, ActRefusal | OnceRefusal>>
    /** what the host sees beside the chat */
    hostChat(liveSessionId: string): Promise<HostChat | null>
    /** Everything that was said in a session, a page of it, unmasked: a door writes down who reads it. */
    chatEvidence(liveSessionId: string, page: { after: string; limit: number }): Promise<ChatEvidence>
    /** hears what happens in the chat of every room */
    onChat(listener: (liveSessionId: string, news: ChatNews) => void): () => void
    /** 字幕: tells a line to who watches now, and keeps nothing of it. */
    caption(liveSessionId: string, said: Caption): Promise<Result<null, SpeakRefusal>>
    onCaption(listener: (liveSessionId: string, caption: Caption) => void): () => void
    setDemoBuyers(liveSessionId: string, on: boolean): Promise<void>
    /** `viewers`: distinct sockets in the room on this node; never stored but for the peak. @returns those on all nodes */
    present(liveSessionId: string, viewers: number): number
    /** on another node somebody came or went */
    onViewersElsewhere(listener: (liveSessionId: string) => void): () => void
    /** Numbers a piece of news for a room: one more than the last. Snapshots carry the number of the last one. */
    stamp(liveSessionId: string): number
    /** the state, the queue or what is featured changed */
    onRoomChanged(listener: (liveSessionId: string) => void): () => void
    /** a host's command was done, on this node: see `numbers` */
    onActed(listener: (liveSessionId: string) => void): () => void
    onTicker(listener: (liveSessionId: string, line: TickerView) => void): () => void
    close(): void
  }

/** What a live room needs to know of the split, and no more. */
type Shares = {
  preview(price: {
    goods: { productId: string; cooperativeId: string; ruleCode: string }
    goodsFen: Fen
    at: Date
  }): Promise<{ legs: readonly { partyKind: string; amountFen: Fen }[] }>
  netFor(orderLineIds: readonly string[], partyKind: 'household'): Promise<Fen>
}
export type LiveDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  bus: NodeBus
  catalog: Pick<Catalog, 'variants' | 'products'>
  guard: Pick<Guard, 'roomToken' | 'report'>
  flashSale: FlashSales
  revenueShare: Shares
  /** viewers of this node who are given low latency; left out, as many as half a core serves */
  lowLatencyViewers?: number | undefined
  media: LiveMedia & Recorded
}
