import type { LiveState } from '#shared/live.ts'
import type { Result } from '#shared/result.ts'

/** `least`: width and height in pixels that a cover has to have; `most`: covers that a session may have had */
export type CoverRefusal =
  | { kind: 'picture_unreadable' }
  | { kind: 'picture_too_small'; least: number }
  | { kind: 'covers_too_many'; most: number }
  | { kind: 'room_not_found' }
  | { kind: 'wrong_state'; state: LiveState }

export type Covers = {
  /** @param upload a JPEG, PNG or WebP as it came */
  put(liveSessionId: string, upload: Uint8Array, byUserId: string): Promise<Result<null, CoverRefusal>>
  /** Whether it is the name of a cover is told by the name; `read` tells null when there is none of that name. */
  source(picture: string): { hash: string; read(): Promise<Uint8Array | null> } | null
}
