import type { LiveState } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Result } from '#shared/result.ts'

/** `least`: width and height in pixels that a cover has to have; `most`: covers that a session may have had */
export type CoverRefusal =
  | { kind: 'picture_unreadable' }
  | { kind: 'picture_too_small'; least: number }
  | { kind: 'covers_too_many'; most: number }
  | { kind: 'cover_removed'; reason: string }
  | { kind: 'room_not_found' }
  | { kind: 'wrong_state'; state: LiveState }

export type Removal = { reason: string; byName: string; at: string }
/** A cover as the platform looks at it. `isShown`: of the covers of its session, the one that is seen */
export type PublishedCover = {
  liveSessionId: string
  picture: string
  title: Bilingual
  villageName: Bilingual
  hostName: Bilingual
  uploadedAt: string
  isShown: boolean
  removal: Removal | null
}

export type Covers = {
  /** @param upload a JPEG, PNG or WebP as it came */
  put(liveSessionId: string, upload: Uint8Array, byUserId: string): Promise<Result<null, CoverRefusal>>
  /** @returns null: it is not the name of a cover, or the cover was taken down; `read` tells null when there is none */
  source(picture: string): Promise<{ hash: string; read(): Promise<Uint8Array | null> } | null>
  /** of all sessions, newest first */
  newest(limit: number): Promise<PublishedCover[]>
  /** Its sessions show their village's picture instead, and it is put on none again. */
  remove(
    picture: string,
    removal: { reason: string; by: { userId: string; name: string } },
  ): Promise<Result<null, { kind: 'cover_not_found' } | { kind: 'cover_removed'; reason: string }>>
  /** the last of a session that was taken down; null: none was */
  removedFrom(liveSessionId: string): Promise<Removal | null>
}
