import { TOTP } from 'otpauth'
import { createSecondFactors } from '#server/identity/index.ts'
import { createPayouts } from '#server/payouts/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createLedger } from '#server/ledger/index.ts'
import { createRegistry } from '#server/registry/index.ts'
import { aPersonWithRole } from './identity.ts'

const APP_SECRET = 'a-key-for-tests-of-32-characters-or-more'

/** The payouts' desk with its second factor, by a clock of the test's own. */
export function aPayoutDesk({ db, clock, ids }: { db: Db; clock: Clock; ids: Ids }) {
  const ledger = createLedger({ db, ids })
  const registry = createRegistry({ db })
  const identity = createSecondFactors({ db, clock, ids, env: { APP_SECRET } })
  const payouts = createPayouts({ db, clock, ids, ledger, registry, identity, secret: APP_SECRET })

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
