import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { phoneNumber } from 'better-auth/plugins'
import type { Db } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { CODE_LENGTH } from '#shared/sign-in.ts'
import type { SendSms } from './sms.ts'

const CODE_TTL_SEC = 300
const CODE_TRIES = 5
const LOGIN_TTL_SEC = 30 * 86_400

/** Thrown through better-auth, which has no refusal for it; codes.ts turns it back into one. */
export class SmsUnavailable extends Error {}

export type Auth = ReturnType<typeof createAuth>

/**
 * better-auth issues and spends phone codes, makes users and login sessions, and signs their cookie. Its HTTP handler
 * is not mounted: our own doors call it, so that what it can do is only what the Identity face says.
 * Model names are Prisma's delegates: `loginSession` is the table identity_login_session.
 */
export function createAuth(deps: {
  db: Db
  env: Pick<Env, 'APP_SECRET' | 'PUBLIC_ORIGIN'>
  ids: Ids
  log: Log
  sendSms: SendSms
}) {
  const { db, env, ids, log, sendSms } = deps
  return betterAuth({
    appName: 'Shanhuo',
    baseURL: env.PUBLIC_ORIGIN,
    secret: env.APP_SECRET,
    database: prismaAdapter(db, { provider: 'postgresql' }),
    user: { modelName: 'user' },
    session: {
      modelName: 'loginSession',
      expiresIn: LOGIN_TTL_SEC,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: { modelName: 'credential' },
    verification: { modelName: 'verification' },
    advanced: {
      cookiePrefix: 'shanhuo',
      useSecureCookies: env.PUBLIC_ORIGIN.startsWith('https://'),
      database: { generateId: ({ model }) => ids.next(model.toLowerCase()) },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => log[level]({ from: 'better-auth' }, message) },
    plugins: [
      phoneNumber({
        otpLength: CODE_LENGTH,
        expiresIn: CODE_TTL_SEC,
        allowedAttempts: CODE_TRIES,
        signUpOnVerification: {
          // The column is unique and required; nobody writes to this address (RFC 2606 reserves .invalid).
          getTempEmail: (phone) => `${phone}@phone.invalid`,
          getTempName: (phone) => `山友${phone.slice(-4)}`,
        },
        sendOTP: async ({ phoneNumber: phone, code }) => {
          const text = `【山货】验证码 ${code}，5 分钟内有效。请勿告诉他人。 Your Shanhuo code, good for 5 minutes.`
          if (!(await sendSms({ phone, text }))) throw new SmsUnavailable('no SMS')
        },
      }),
    ],
  })
}
