import type { AssistantRole } from '#shared/assistants.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'

export type AssistantStore = ReturnType<typeof createAssistantStore>
export type InvitationDraft = {
  id: string
  codeHash: Uint8Array<ArrayBuffer>
  liveSessionId: string
  name: string
  roles: AssistantRole[]
  invitedBy: string
  invitedAt: Date
  expiresAt: Date
  endsAt: Date
}
type Taker = { userId: string; at: Date }

export function createAssistantStore(db: Db, ids: Ids) {
  return {
    async invite(draft: InvitationDraft): Promise<void> {
      await db.invitation.create({ data: draft })
    },
    /** one that can still be taken, or null */
    open: (codeHash: Uint8Array<ArrayBuffer>, now: Date) =>
      db.invitation.findFirst({
        where: { codeHash, takenBy: null, expiresAt: { gt: now } },
        include: { inviter: { select: { name: true } } },
      }),

    /** Of several who come at once with the same code one is given its roles. @returns false: it was too late */
    take: (codeHash: Uint8Array<ArrayBuffer>, { userId, at }: Taker): Promise<boolean> =>
      db.$transaction(async (tx) => {
        const [taken] = await tx.invitation.updateManyAndReturn({
          where: { codeHash, takenBy: null, expiresAt: { gt: at } },
          data: { takenBy: userId, takenAt: at },
        })
        if (!taken) return false
        for (const role of taken.roles) await give(tx, { ...taken, id: ids.next('mem'), role, userId, at })
        return true
      }),

    /** who helps in a session at `now`, by role, with how they were invited last */
    async helping(liveSessionId: string, now: Date) {
      const memberships = await db.membership.findMany({
        where: { liveSessionId, endedAt: { gt: now } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { user: { select: { name: true, phoneNumber: true } } },
      })
      const invitations = await db.invitation.findMany({
        where: { liveSessionId, takenBy: { in: memberships.map(({ userId }) => userId) } },
        orderBy: { takenAt: 'asc' },
        select: { takenBy: true, takenAt: true, name: true },
      })
      const known = new Map(invitations.map((one) => [one.takenBy, one]))
      return memberships.map((one) => ({ ...one, invitation: known.get(one.userId) }))
    },

    async end(liveSessionId: string, { userId, at }: Taker): Promise<void> {
      await db.membership.updateMany({
        where: { liveSessionId, userId, endedAt: { gt: at } },
        data: { endedAt: at },
      })
    },
  }
}

type Given = Taker & { id: string; role: string; liveSessionId: string; endsAt: Date }

/** A membership that ended begins again. */
async function give(tx: Tx, { id, role, userId, liveSessionId, endsAt, at }: Given): Promise<void> {
  const of = { liveSessionId, userId, role }
  await tx.membership.upsert({
    where: { liveSessionId_userId_role: of },
    create: { ...of, id, createdAt: at, endedAt: endsAt },
    update: { endedAt: endsAt },
  })
}
