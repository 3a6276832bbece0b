import type { Db } from '#server/platform/db.ts'

export type CoverStore = ReturnType<typeof createCoverStore>
type Cover = { liveSessionId: string; picture: string; body: Uint8Array; byUserId: string; uploadedAt: Date }

export function createCoverStore(db: Db) {
  return {
    /** The same picture again is kept once. @returns false: the session has had too many */
    async keep({ liveSessionId, picture, body, byUserId, uploadedAt }: Cover, most: number) {
      const rows = await db.$queryRaw<{ kept: boolean }[]>`
        with known as (select picture from live_cover where live_session_id = ${liveSessionId}),
        added as (
          insert into live_cover (live_session_id, picture, body, by_user_id, uploaded_at)
          select ${liveSessionId}, ${picture}, ${body}, ${byUserId}, ${uploadedAt}
          where (select count(*) from known) < ${most}
          on conflict do nothing returning picture)
        select ${picture} in (select picture from known union all select picture from added) as kept`
      return rows[0]?.kept === true
    },
    async body(picture: string): Promise<Uint8Array | null> {
      const row = await db.liveCover.findFirst({ where: { picture }, select: { body: true } })
      return row?.body ?? null
    },
  }
}
