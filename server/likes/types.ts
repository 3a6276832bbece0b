import type { LikeAnswer, LikesView } from '#shared/likes.ts'

export type Likes = {
  /** Asked again, it is the same like. */
  like(liveSessionId: string, buyerId: string): Promise<LikeAnswer>
  /** how many people like a session; what is a second old is as good as new */
  count(liveSessionId: string): Promise<number>
  viewFor(liveSessionId: string, buyerId: string): Promise<LikesView>
  /** More people like a session, told by whichever node. */
  onChanged(listener: (liveSessionId: string) => void): () => void
  close(): void
}
