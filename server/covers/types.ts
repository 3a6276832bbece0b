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
  /** @returns the picture of that name; null: there is none */
  body(picture: string): Promise<Uint8Array | null>
}
