import type { Db } from '#server/platform/db.ts'
import type { Removal } from './types.ts'

export type CoverStore = ReturnType<typeof createCoverStore>
type Cover = { liveSessionId: string; picture: string; body: Uint8Array; byUserId: string; uploadedAt: Date }

export function createCoverStore(db: Db) {
  async function removalsOf(pictures: string[]): Promise<Map<string, Removal>> {
    const rows = await db.liveCoverRemoval.findMany({ where: { picture: { in: pictures } } })
    return new Map(
      rows.map(({ picture, reason, byName, at }) => [picture, { reason, byName, at: at.toISOString() }]),
    )
  }
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
    async newest(take: number) {
      const rows = await db.liveCover.findMany({
        orderBy: [{ uploadedAt: 'desc' }, { picture: 'asc' }],
        take,
        select: { liveSessionId: true, picture: true, uploadedAt: true },
      })
      return { rows, removals: await removalsOf(rows.map(({ picture }) => picture)) }
    },
    sessionsOf: async (picture: string) =>
      (await db.liveCover.findMany({ where: { picture }, select: { liveSessionId: true } })).map(
        ({ liveSessionId }) => liveSessionId,
      ),
    removal: async (picture: string) => (await removalsOf([picture])).get(picture) ?? null,
    async removedFrom(liveSessionId: string): Promise<Removal | null> {
      const covers = await db.liveCover.findMany({ where: { liveSessionId }, select: { picture: true } })
      const removals = [...(await removalsOf(covers.map(({ picture }) => picture))).values()]
      return removals.toSorted((a, b) => b.at.localeCompare(a.at))[0] ?? null
    },
    /** @returns false: it was taken down before */
    async remove(removal: { picture: string; reason: string; byUserId: string; byName: string; at: Date }) {
      const { count } = await db.liveCoverRemoval.createMany({ data: [removal], skipDuplicates: true })
      return count === 1
    },
    async body(picture: string): Promise<Uint8Array | null> {
      const row = await db.liveCover.findFirst({ where: { picture }, select: { body: true } })
      return row?.body ?? null
    },
  }
}
