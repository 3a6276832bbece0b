import { APIError } from 'better-auth/api'
import { parse } from 'cookie'
import { unsign } from 'cookie-signature'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { RateLimits } from '#server/platform/rate-limits.ts'
import { inLocale } from '#shared/locale.ts'
import { accept, refuse } from '#shared/result.ts'
import { createAssistants } from './assistants.ts'
import { createAuth, SmsUnavailable } from './auth.ts'
import { chooseSms } from './sms.ts'
import { createLoginSessions } from './login-sessions.ts'
import { createChangingFactors, createSecondFactors } from './second-factor.ts'
import { createIdentityStore, type OpenLogin } from './store.ts'
import type { Identity, SignInRefusal } from './types.ts'

const TOUCH_EVERY_MS = 3_600_000
const DEMO_MESSAGES = 20

export type IdentityDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  limits: RateLimits
  env: Pick<Env, 'APP_SECRET' | 'PUBLIC_ORIGIN' | 'SMS_WEBHOOK_URL' | 'DEMO'>
  /** A visitor is now known to be this user; told before the answer, so that the next page already shows it. */
  onSignedIn(visitorId: string, userId: string): Promise<void>
}

/** better-auth pads the signature, cookie-signature does not; otherwise they are the same HMAC-SHA256. */
async function tokenOf(
  headers: Headers,
  auth: ReturnType<typeof createAuth>,
  secret: string,
): Promise<string | null> {
  const { authCookies } = await auth.$context
  const value = parse(headers.get('cookie') ?? '')[authCookies.sessionToken.name]
  return (value && unsign(value.replace(/=+$/, ''), secret)) || null
}

export function createIdentity(deps: IdentityDeps): Identity {
  const { clock, env, limits } = deps
  const store = createIdentityStore(deps.db)
  const sendSms = chooseSms(env, { ...deps, store })
  const auth = createAuth({ ...deps, sendSms })
  const factors = createSecondFactors(deps)
  const showsMessages = env.DEMO && !env.SMS_WEBHOOK_URL

  async function openLogin(headers: Headers): Promise<OpenLogin | null> {
    const token = await tokenOf(headers, auth, env.APP_SECRET)
    return token ? store.openLogin(token, clock.now()) : null
  }

  const confirmCode = createConfirming(auth, limits)

  return {
    async actor(headers) {
      const login = await openLogin(headers)
      if (!login) return null
      const now = clock.now()
      if (now.getTime() - login.updatedAt.getTime() > TOUCH_EVERY_MS) await store.touchLogin(login.id, now)
      return login.actor
    },

    async sendCode(phone, { address }) {
      const byAddress = await limits.take('codePerAddress', address)
      if (!byAddress.ok) return byAddress
      const byPhone = await limits.take('codePerPhone', phone)
      if (!byPhone.ok) return byPhone
      try {
        await auth.api.sendPhoneNumberOTP({ body: { phoneNumber: phone } })
        return accept(null)
      } catch (error) {
        if (error instanceof SmsUnavailable) return refuse({ kind: 'sms_unavailable' })
        throw error
      }
    },

    async signIn({ phone, code }, { address, userAgent, visitorId, locale }) {
      const byAddress = await limits.take('signInPerAddress', address)
      if (!byAddress.ok) return byAddress
      try {
        const { headers, response } = await auth.api.verifyPhoneNumber({
          body: { phoneNumber: phone, code },
          headers: new Headers(userAgent ? { 'user-agent': userAgent } : {}),
          returnHeaders: true,
        })
        const actor = await store.actorOf(response.user.id, clock.now())
        await store.setLocale(response.user.id, locale)
        await deps.onSignedIn(visitorId, response.user.id)
        return accept({ actor, setCookie: headers.getSetCookie() })
      } catch (error) {
        return refuse(whyNot(error))
      }
    },

    confirmCode,

    async signOut(headers) {
      const answer = await auth.api.signOut({ headers, returnHeaders: true })
      return { setCookie: answer.headers.getSetCookie() }
    },

    ...createLoginSessions({ openLogin, store, clock }),
    ...factors,
    ...createChangingFactors({ factors, store, confirmCode }),
    ...createAssistants(deps),

    setLocale: (userId, locale) => store.setLocale(userId, locale),
    async text(userId, text) {
      const reached = await store.reachedAt(userId)
      return reached !== null && sendSms({ phone: reached.phone, text: inLocale(text, reached.locale) })
    },
    userNames: (ids) => store.userNames(ids),
    demoOutbox: async () => (showsMessages ? store.newestMessages(DEMO_MESSAGES) : []),
    demoAccounts: async () => (env.DEMO ? store.accountsWithRoles() : []),
  }
}

function createConfirming(
  auth: ReturnType<typeof createAuth>,
  limits: IdentityDeps['limits'],
): Identity['confirmCode'] {
  return async ({ phone, code }, { address }) => {
    const byAddress = await limits.take('signInPerAddress', address)
    if (!byAddress.ok) return byAddress
    try {
      await auth.api.verifyPhoneNumber({ body: { phoneNumber: phone, code, disableSession: true } })
      return accept(null)
    } catch (error) {
      return refuse(whyNot(error))
    }
  }
}

/** @throws what is no refusal of a code: a bug, or a machine that is down */
function whyNot(error: unknown): SignInRefusal {
  const code = error instanceof APIError ? error.body?.code : undefined
  if (code === 'INVALID_OTP') return { kind: 'code_wrong' }
  if (code === 'OTP_EXPIRED' || code === 'OTP_NOT_FOUND') return { kind: 'code_expired' }
  if (code === 'TOO_MANY_ATTEMPTS') return { kind: 'too_many_tries' }
  throw error
}
