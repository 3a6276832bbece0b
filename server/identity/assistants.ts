import { createHash } from 'node:crypto'
import { assistantRole, type Assistant } from '#shared/assistants.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createAssistantStore } from './assistant-store.ts'
import type { Assistants } from './types.ts'

/** As long as somebody beside the host needs to scan a code and to sign in. */
const GOOD_FOR_MS = 10 * 60_000
/** 128 bits, as hex */
const CODE_LETTERS = 32
const PHONE_END = 4

/** Guessing 128 bits is hopeless, so that a hash without salt keeps them. */
const hashOf = (code: string) => new Uint8Array(createHash('sha256').update(code).digest())

/** Who helps a host: invited with a code that is good once, for one live session. */
export function createAssistants({ db, clock, ids }: { db: Db; clock: Clock; ids: Ids }): Assistants {
  const store = createAssistantStore(db, ids)
  return {
    async inviteAssistant({ byUserId, ...asked }) {
      const code = ids.secret().slice(0, CODE_LETTERS)
      const invitedAt = clock.now()
      const expiresAt = new Date(Math.min(invitedAt.getTime() + GOOD_FOR_MS, asked.endsAt.getTime()))
      await store.invite({
        ...{ ...asked, id: ids.next('inv'), codeHash: hashOf(code) },
        ...{ invitedBy: byUserId, invitedAt, expiresAt },
      })
      return { code, expiresAt: expiresAt.toISOString() }
    },

    async invitation(code) {
      const found = await store.open(hashOf(code), clock.now())
      if (!found) return null
      const { liveSessionId, name, roles, inviter, expiresAt } = found
      return {
        ...{ liveSessionId, name, roles: assistantRole.array().parse(roles) },
        ...{ invitedBy: inviter.name, expiresAt: expiresAt.toISOString() },
      }
    },

    async takeInvitation(code, userId) {
      const codeHash = hashOf(code)
      const at = clock.now()
      const found = await store.open(codeHash, at)
      if (found?.invitedBy === userId) return refuse({ kind: 'own_invitation' })
      if (!found || !(await store.take(codeHash, { userId, at }))) return refuse({ kind: 'invitation_over' })
      return accept({ liveSessionId: found.liveSessionId })
    },

    async assistantsOf(liveSessionId) {
      const assistants = new Map<string, Assistant>()
      const helping = await store.helping(liveSessionId, clock.now())
      for (const { userId, role, user, invitation, createdAt } of helping) {
        const known = assistants.get(userId)
        const roles = [...(known?.roles ?? []), assistantRole.parse(role)]
        assistants.set(userId, {
          ...{ userId, name: invitation?.name ?? user.name, roles },
          since: (invitation?.takenAt ?? createdAt).toISOString(),
          phoneEnd: user.phoneNumber?.slice(-PHONE_END) ?? '',
        })
      }
      return [...assistants.values()]
    },

    async removeAssistant(liveSessionId, userId) {
      await store.end(liveSessionId, { userId, at: clock.now() })
    },
  }
}
