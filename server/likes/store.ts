import type { Db } from '#server/platform/db.ts'

export type LikeStore = ReturnType<typeof createLikeStore>

export type LikeAsked = { liveSessionId: string; buyerId: string }
/** `added`: it is somebody who did not like it before */
export type LikedRow = { ord: number; isOnAir: boolean; added: boolean }

export function createLikeStore(db: Db) {
  return {
    /** @returns what became of each, in the order of `asked` */
    async add(asked: readonly LikeAsked[], now: Date): Promise<LikedRow[]> {
      const rows = await db.$queryRaw<LikedRow[]>`
        select ord, on_air as "isOnAir", added from live_like_add(
          ${asked.map(({ liveSessionId }) => liveSessionId)}, ${asked.map(({ buyerId }) => buyerId)}, ${now})`
      return rows.sort((a, b) => a.ord - b.ord)
    },
    count: (liveSessionId: string): Promise<number> => db.liveLike.count({ where: { liveSessionId } }),
    async has(liveSessionId: string, buyerId: string): Promise<boolean> {
      const rows = await db.$queryRaw<unknown[]>`
        select from live_like where live_session_id = ${liveSessionId}
          and person_id in (${buyerId}, flash_sale_person_of(${buyerId})) limit 1`
      return rows.length > 0
    },
    async sessionsSince(since: Date): Promise<string[]> {
      const rows = await db.liveLike.findMany({
        where: { likedAt: { gt: since } },
        distinct: 'liveSessionId',
        select: { liveSessionId: true },
      })
      return rows.map(({ liveSessionId }) => liveSessionId)
    },
  }
}
