import { createHash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createVault } from '#server/platform/vault.ts'
import { accept, refuse } from '#shared/result.ts'
import {
  confirmFactor,
  countTry,
  findFactor,
  lockFactor,
  putFactor,
  removeFactor,
  useRecoveryCode,
  useStep,
  type FactorUse,
} from './second-factor-store.ts'
import type { IdentityStore } from './store.ts'
import type { ChangingFactors, Identity, SecondFactors, Texted } from './types.ts'

/** What authenticator apps take without asking: RFC 6238 with SHA-1, 6 digits, 30 seconds. */
const PERIOD_SEC = 30
const DIGITS = 6
/** A phone's clock may be a step off, either way. */
const WINDOW = 1
/** RFC 4226 section 4, R6: as long as SHA-1 is wide */
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** 80 bits: nobody guesses them, so a plain SHA-256 keeps them */
const RECOVERY_BYTES = 10
/** Five wrong codes in a row close it for a quarter of an hour: some 480 guesses a day at a million codes. */
const TRIES = 5
const LOCK_MS = 15 * 60_000

type Deps = { db: Db; clock: Clock; ids: Ids; env: Pick<Env, 'APP_SECRET'> }
type Shown = { userId: string; code: string; purpose: string }
type Trying = { use: FactorUse; code: string; totp: TOTP }

/** Tries one code under the factor's lock. */
function createSpending({ clock, ids, env }: Omit<Deps, 'db'>) {
  const vault = createVault(env.APP_SECRET, 'second-factor-v1')

  function totpOf(userId: string, secretSealed: Uint8Array, label: string): TOTP {
    const secret = new Secret({ buffer: vault.open(secretSealed, userId).buffer })
    return new TOTP({
      issuer: 'Shanhuo',
      label,
      algorithm: 'SHA1',
      digits: DIGITS,
      period: PERIOD_SEC,
      secret,
    })
  }

  async function isRight(tx: Tx, { use, code, totp }: Trying): Promise<'right' | 'used' | 'wrong'> {
    const now = use.usedAt.getTime()
    const delta = /^\d+$/.test(code) ? totp.validate({ token: code, timestamp: now, window: WINDOW }) : null
    if (delta === null)
      return (await useRecoveryCode(tx, { ...use, codeHash: hashOf(code) })) ? 'right' : 'wrong'
    const step = BigInt(Math.floor(now / 1000 / PERIOD_SEC) + delta)
    return (await useStep(tx, { ...use, step })) ? 'right' : 'used'
  }

  /** @returns the id of its use, and whether the factor had been confirmed before */
  async function spend(tx: Tx, { userId, code, purpose }: Shown) {
    const factor = await lockFactor(tx, userId)
    if (!factor) return refuse({ kind: 'no_second_factor' })
    const now = clock.now()
    if (factor.lockedUntil && factor.lockedUntil > now) return refuse({ kind: 'second_factor_locked' })

    const use = { id: ids.next('use'), userId, purpose, usedAt: now }
    const said = await isRight(tx, { use, code, totp: totpOf(userId, factor.secretSealed, '') })
    if (said === 'used') return refuse({ kind: 'second_factor_used' })
    if (said === 'wrong') {
      const failures = factor.failures + 1
      const isOut = failures >= TRIES
      const lockedUntil = isOut ? new Date(now.getTime() + LOCK_MS) : null
      await countTry(tx, userId, { failures: isOut ? 0 : failures, lockedUntil })
      return refuse({ kind: 'second_factor_wrong' })
    }
    await countTry(tx, userId, { failures: 0, lockedUntil: null })
    return accept({ useId: use.id, isConfirmed: factor.confirmedAt !== null })
  }

  return { vault, totpOf, spend }
}

/** TOTP for who lets money go. A code is good once, by a unique index; what it let through is written down with it. */
export function createSecondFactors({ db, clock, ids, env }: Deps): SecondFactors {
  const { vault, totpOf, spend } = createSpending({ clock, ids, env })
  const random = (bytes: number) => Buffer.from(ids.secret(), 'hex').subarray(0, bytes)

  return {
    async secondFactor(userId) {
      const factor = await findFactor(db, userId)
      return {
        isOn: Boolean(factor?.confirmedAt),
        recoveryCodesLeft: factor?.confirmedAt ? factor.recoveryCodes : 0,
      }
    },

    async beginSecondFactor({ userId, label }) {
      const secretSealed = vault.seal(random(SECRET_BYTES), userId)
      if (!(await putFactor(db, { userId, secretSealed, createdAt: clock.now() })))
        return refuse({ kind: 'second_factor_on' })
      const totp = totpOf(userId, secretSealed, label)
      return accept({ secret: totp.secret.base32, uri: totp.toString() })
    },

    async confirmSecondFactor({ userId, code }) {
      return db.$transaction(async (tx) => {
        const spent = await spend(tx, { userId, code, purpose: 'enrolment' })
        if (!spent.ok) return spent
        if (spent.value.isConfirmed) return refuse({ kind: 'second_factor_on' })
        const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => spelt(random(RECOVERY_BYTES)))
        await confirmFactor(tx, { userId, at: clock.now(), codeHashes: recoveryCodes.map(hashOf) })
        return accept({ recoveryCodes })
      })
    },

    async spendSecondFactor(shown) {
      return db.$transaction(async (tx) => {
        const factor = await lockFactor(tx, shown.userId)
        if (!factor?.confirmedAt) return refuse({ kind: 'no_second_factor' })
        const spent = await spend(tx, shown)
        return spent.ok ? accept({ useId: spent.value.useId }) : spent
      })
    },

    async removeSecondFactor({ userId, code }) {
      return db.$transaction(async (tx) => {
        const spent = await spend(tx, { userId, code, purpose: 'removal' })
        if (!spent.ok) return spent
        await removeFactor(tx, userId)
        return accept(null)
      })
    },
  }
}

type Changing = {
  factors: SecondFactors
  store: Pick<IdentityStore, 'reachedAt'>
  confirmCode: Identity['confirmCode']
}

/** The texted code first: a recovery code that is right is not lost to a typing mistake in the other one. */
export function createChangingFactors({ factors, store, confirmCode }: Changing): ChangingFactors {
  async function spendTexted(userId: string, { code, address }: Texted) {
    const reached = await store.reachedAt(userId)
    return reached === null
      ? refuse({ kind: 'code_expired' as const })
      : confirmCode({ phone: reached.phone, code }, { address })
  }

  return {
    async beginSecondFactor(whose, texted) {
      const spent = await spendTexted(whose.userId, texted)
      return spent.ok ? factors.beginSecondFactor(whose) : spent
    },

    async removeSecondFactor(shown, texted) {
      const spent = await spendTexted(shown.userId, texted)
      return spent.ok ? factors.removeSecondFactor(shown) : spent
    },
  }
}

/** Read by hand and typed by hand: case, blanks and strokes don't matter. */
function hashOf(code: string): Uint8Array<ArrayBuffer> {
  const letters = code.toUpperCase().replace(/[^A-Z2-7]/g, '')
  return new Uint8Array(createHash('sha256').update(`shanhuo-recovery-v1:${letters}`).digest())
}

function spelt(bytes: Buffer): string {
  const { base32 } = new Secret({ buffer: new Uint8Array(bytes).buffer })
  return base32.match(/.{1,4}/g)!.join('-')
}
