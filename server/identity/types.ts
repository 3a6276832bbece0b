import type { Actor } from '#shared/roles.ts'
import type { Result } from '#shared/result.ts'

export type SignInRefusal =
  { kind: 'code_wrong' } | { kind: 'code_expired' } | { kind: 'too_many_tries' } | { kind: 'sms_unavailable' }

export type LoginSessionView = {
  id: string
  createdAt: string
  lastUsedAt: string
  userAgent: string | null
  current: boolean
}

export type Identity = {
  /** who the request's cookies say is signed in */
  actor(headers: Headers): Promise<Actor | null>
  sendCode(phone: string): Promise<Result<null, SignInRefusal>>
  /** `setCookie` values must be put on the answer */
  signIn(
    phone: string,
    code: string,
    headers: Headers,
  ): Promise<Result<{ actor: Actor; setCookie: string[] }, SignInRefusal>>
  signOut(headers: Headers): Promise<{ setCookie: string[] }>
  loginSessions(headers: Headers): Promise<LoginSessionView[]>
  revokeLoginSession(headers: Headers, id: string): Promise<void>
  /** newest first; only where no SMS provider is configured and the demo is on */
  demoOutbox(): Promise<{ id: string; phone: string; text: string; createdAt: string }[]>
}
