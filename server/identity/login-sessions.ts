import type { Clock } from '#server/platform/clock.ts'
import type { IdentityStore, OpenLogin } from './store.ts'
import type { Identity } from './types.ts'

type Verbs = Pick<Identity, 'loginSessions' | 'revokeLoginSession' | 'revokeOtherLoginSessions'>

/** Where somebody is signed in, and how they end it. Everything is about the caller's own login sessions. */
export function createLoginSessions(deps: {
  openLogin(headers: Headers): Promise<OpenLogin | null>
  store: IdentityStore
  clock: Clock
}): Verbs {
  const { openLogin, store, clock } = deps
  return {
    async loginSessions(headers) {
      const login = await openLogin(headers)
      if (!login) return []
      const rows = await store.loginsOf(login.userId, clock.now())
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.updatedAt.toISOString(),
        userAgent: row.userAgent,
        current: row.id === login.id,
      }))
    },
    async revokeLoginSession(headers, id) {
      const login = await openLogin(headers)
      if (login) await store.endLogins(login.userId, { only: id })
    },
    async revokeOtherLoginSessions(headers) {
      const login = await openLogin(headers)
      if (login) await store.endLogins(login.userId, { except: login.id })
    },
  }
}
