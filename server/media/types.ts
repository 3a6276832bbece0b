import type { HangUp, HostSays, ShopSays } from '#shared/ingest.ts'
import type { Playback } from '#shared/live.ts'
import type { FilmRefusal, Span, Stretch } from '#shared/replay.ts'
import type { Result } from '#shared/result.ts'
import type { Latency } from './playback-token.ts'

/** A host's device, as far as a broadcast speaks to it. */
export type HostLine = {
  say(message: ShopSays): void
  hangUp(code: HangUp): void
  /** Take no more bytes for now: the encoder is behind. */
  pause(): void
  resume(): void
}

/** A recording that is about to be sent. */
type Offer = Omit<Extract<HostSays, { kind: 'begin' }>, 'kind'>

/** What a device may do while it is connected. */
export type Publisher = {
  begin(offer: Offer): void
  resume(run: string): void
  piece(number: number, bytes: Buffer): void
  stop(): void
  /** the line is gone */
  lost(): void
}

/** Takes what a recorder sends and gives fragmented MP4. */
export type Remuxer = {
  /** @returns false: wait for `drained` before the next piece */
  write(bytes: Buffer): boolean
  drained(): Promise<void>
  /** Nothing more comes; what is left is given. */
  end(): void
  kill(): void
}
export type RemuxerEvents = {
  onBytes(bytes: Buffer): void
  /** It has ended, by itself or not; nothing is given after it. */
  onEnd(): void
}

export type MediaFile = {
  bytes: Buffer
  type: 'video/mp4' | 'application/vnd.apple.mpegurl' | 'image/jpeg' | 'text/vtt'
}
export type FileRefusal = { kind: 'file_not_found' } | { kind: 'not_signed' }

/** What low-latency players ask a list to wait for: part `part` of segment `segment` (`_HLS_msn`, `_HLS_part`). */
export type WaitFor = { segment: number; part: number | null }

/** `address`: good for an hour */
export type Snapshot = { address: string; at: string }

/**
 * What is in a session's folder. `something_else`: files that are none of ours; `nothing_shown`: none that anybody could
 * have seen. `touchedAt`: when anything of it was last written.
 */
export type Left = { of: 'a_broadcast' | 'nothing_shown' | 'something_else'; touchedAt: Date }

/** Where a host’s device, or OBS, sends its picture. */
export type Ingest = {
  /** recordings that can be shown on this machine, best first */
  accepts(): readonly string[]
  /** Refused with the code to hang up with. */
  connect(
    liveSessionId: string,
    line: HostLine,
  ): Promise<Result<Publisher, { kind: 'no_room'; code: HangUp }>>
}

/**
 * What a live room knows of a picture, and all that another maker of pictures would have to say of one: where it can be
 * watched, when that changes, and that it is over.
 */
export type LiveMedia = {
  /** where and how it can be watched, with an address that is good for an hour */
  playback(liveSessionId: string): Promise<Playback>
  /**
   * Below which a session's files are for an hour, whether there are any or not.
   * @param latency `plain`: whatever list is asked for there, it is the plain one. Left out, low
   */
  address(liveSessionId: string, latency?: Latency): string
  /** the address of its newest still picture; null: there is none */
  posterOf(liveSessionId: string): Promise<string | null>
  onChanged(listener: (liveSessionId: string) => void): () => void
  /** The session is over: the recording is closed. */
  end(liveSessionId: string): Promise<void>
}

/** What was recorded of sessions, and is on this node’s disk. */
export type Recorded = {
  /** when which second of the recording was broadcast; empty: there is none */
  recordedSpans(liveSessionId: string): Promise<Span[]>
  /** a still picture each ten seconds, oldest first */
  snapshots(liveSessionId: string): Promise<Snapshot[]>
  /** whether a recording has a storyboard, or will when it is asked for; not while the session is on */
  hasStoryboard(liveSessionId: string): Promise<boolean>
  /** The stretches of a recording that one MP4 can hold each. Not while the session is on. */
  reels(liveSessionId: string): Promise<Result<Stretch[], FilmRefusal>>
  /** The path of a stretch of a recording as MP4, made when it is first asked for. Not while the session is on. */
  film(liveSessionId: string, stretch: Stretch): Promise<Result<string, FilmRefusal>>
  /** Takes films that nobody has asked for since yesterday, and what was left of making one. */
  dropUnwantedFilms(): Promise<void>
  /** sessions of which something is on this node's disk */
  kept(): Promise<string[]>
  /** Closes what a process left that died while it wrote. Not while any node writes it. */
  mend(liveSessionId: string): Promise<void>
  /** null: nothing at all */
  left(liveSessionId: string): Promise<Left | null>
  /** how much of it there is */
  bytesKept(liveSessionId: string): Promise<number>
  /** Takes what was kept of a session that nobody may watch again. Not while it is on. */
  discard(liveSessionId: string): Promise<void>
}

/** All of it, as this process does it by itself. */
export type Media = Ingest &
  LiveMedia &
  Recorded & {
    /** where an engine has the same picture while it is live; null: there is none */
    engineList(liveSessionId: string): string | null
    /**
     * @param asked `token`: from the address that `playback` gave; `name`: with its folder, as lists write it
     */
    file(
      asked: { liveSessionId: string; token: string; name: string },
      waitFor?: WaitFor,
    ): Promise<Result<MediaFile, FileRefusal>>
    close(): Promise<void>
  }
