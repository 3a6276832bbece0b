import { TOTP } from 'otpauth'
import { createSecondFactors } from '#server/identity/index.ts'
import { createPayments } from '#server/payments/index.ts'
import { createPayouts } from '#server/payouts/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createLog } from '#server/platform/log.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createLedger } from '#server/ledger/index.ts'
import { createRegistry } from '#server/registry/index.ts'
import { aPersonWithRole } from './identity.ts'

const APP_SECRET = 'a-key-for-tests-of-32-characters-or-more'

type DeskOptions = { db: Db; clock: Clock; ids: Ids; stripe?: typeof nowhere }

/** no Stripe at all: the rails that don't ask it need none */
const nowhere = {
  STRIPE_SECRET_KEY: 'sk_test_nobody',
  STRIPE_WEBHOOK_SECRET: 'whsec_nobody',
  STRIPE_API_BASE: 'http://127.0.0.1:1',
}

/** The payouts' desk with its second factor, by a clock of the test's own. */
export function aPayoutDesk({ db, clock, ids, stripe = nowhere }: DeskOptions) {
  const ledger = createLedger({ db, ids })
  const registry = createRegistry({ db })
  const identity = createSecondFactors({ db, clock, ids, env: { APP_SECRET } })
  const payments = createPayments({ env: stripe, log: createLog({ LOG_LEVEL: 'silent' }) })
  const payouts = createPayouts({
    ...{ db, clock, ids, ledger, registry, identity, payments, secret: APP_SECRET },
  })

  return {
    payouts,
    identity,
    /** An operator with an authenticator app. `code` is what it shows now. */
    async anOperator(key: string, name: string, phone: string) {
      const { userId } = await aPersonWithRole(db, { key, name, phone, role: 'operator' })
      const begun = await identity.beginSecondFactor({ userId, label: name })
      if (!begun.ok) throw new Error(begun.refusal.kind)
      const { secret } = begun.value
      const code = () => TOTP.generate({ secret: secretOf(secret), timestamp: clock.now().getTime() })
      const confirmed = await identity.confirmSecondFactor({ userId, code: code() })
      if (!confirmed.ok) throw new Error(confirmed.refusal.kind)
      return { userId, name, code, recoveryCodes: confirmed.value.recoveryCodes }
    },
  }
}

export function secretOf(base32: string) {
  return new TOTP({ secret: base32 }).secret
}
