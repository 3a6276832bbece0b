import type { DoorRefusal, Result } from './result.ts'

type LikeRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'live_session_not_live' }
  | { kind: 'busy'; retryAfterMs: number }
  | DoorRefusal

/** 点赞: null, also when the person liked it before */
export type LikeAnswer = Result<null, LikeRefusal>

/** `likes`: people; `isOwn`: whether the viewer is one of them */
export type LikesView = { likes: number; isOwn: boolean }
