import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'

const ids = seededIds('second-factor')
let test: TestDatabase
let database: Database
let now = new Date('2026-11-27T02:00:00Z')
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))
const desk = () => aPayoutDesk({ db: database.db, clock: { now: () => now }, ids })
let people = 0
let chen: Awaited<ReturnType<ReturnType<typeof desk>['anOperator']>>

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  people += 1
  chen = await desk().anOperator(`chen${people}`, '陈值班', `1390000${String(people).padStart(4, '0')}`)
  later(60)
})

const spend = (code: string, purpose = 'payout:batch_1') =>
  desk().identity.spendSecondFactor({ userId: chen.userId, code, purpose })
const wrong = () => String((Number(chen.code()) + 1) % 1_000_000).padStart(6, '0')
const refused = (kind: string) => ({ ok: false, refusal: { kind } })

it('a code is good once, also when it comes ten times at once', async () => {
  const code = chen.code()
  const answers = await Promise.all(Array.from({ length: 10 }, () => spend(code)))

  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(9).fill(refused('second_factor_used')))
  later(30)
  expect(await spend(chen.code())).toMatchObject({ ok: true })
})

it('takes the code of a clock that is half a minute off, and none older', async () => {
  const code = chen.code()
  later(30)
  expect(await spend(code)).toMatchObject({ ok: true })
  later(60)
  const old = chen.code()
  later(90)
  expect(await spend(old)).toEqual(refused('second_factor_wrong'))
})

it('is closed for a quarter of an hour after five wrong codes, also for the right one', async () => {
  for (let tries = 0; tries < 5; tries++) expect(await spend(wrong())).toEqual(refused('second_factor_wrong'))

  expect(await spend(chen.code())).toEqual(refused('second_factor_locked'))
  later(14 * 60)
  expect(await spend(chen.code())).toEqual(refused('second_factor_locked'))
  later(61)
  expect(await spend(chen.code())).toMatchObject({ ok: true })
})

it('counts wrong codes that come at once one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => spend(wrong())))

  expect(answers.filter((one) => !one.ok && one.refusal.kind === 'second_factor_wrong')).toHaveLength(5)
  expect(answers.filter((one) => !one.ok && one.refusal.kind === 'second_factor_locked')).toHaveLength(15)
})

it('a recovery code is good once, however it is written, and not in the database', async () => {
  const [first = '', second = ''] = chen.recoveryCodes
  expect(new Set(chen.recoveryCodes).size).toBe(10)

  expect(await spend(first.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true })
  expect(await spend(first)).toEqual(refused('second_factor_wrong'))
  expect(await desk().identity.secondFactor(chen.userId)).toEqual({ isOn: true, recoveryCodesLeft: 9 })
  expect(await desk().identity.removeSecondFactor({ userId: chen.userId, code: second })).toMatchObject({
    ok: true,
  })
  expect(await spend(chen.code())).toEqual(refused('no_second_factor'))
})

it('is not begun anew while it is on, and not on before a first code', async () => {
  const { identity } = desk()
  expect(await identity.beginSecondFactor({ userId: chen.userId, label: '陈' })).toEqual(
    refused('second_factor_on'),
  )
  await identity.removeSecondFactor({ userId: chen.userId, code: chen.code() })

  const begun = await identity.beginSecondFactor({ userId: chen.userId, label: '陈值班' })
  if (!begun.ok) throw new Error(begun.refusal.kind)
  expect(begun.value.uri).toContain('otpauth://totp/Shanhuo')
  expect(begun.value.uri).toContain(`secret=${begun.value.secret}`)
  expect(await identity.secondFactor(chen.userId)).toEqual({ isOn: false, recoveryCodesLeft: 0 })
  later(60)
  expect(await spend(chen.code())).toEqual(refused('no_second_factor'))
})

it('keeps the secret sealed and its uses as they were', async () => {
  const { db } = database
  const where = { userId: chen.userId }
  const factor = await db.secondFactor.findUniqueOrThrow({ where })
  expect(factor.secretSealed.length).toBe(12 + 20 + 16)
  await expect(db.factorUse.updateMany({ where, data: { purpose: 'other' } })).rejects.toThrow(
    /FACTOR_USE_KEPT/,
  )
  await expect(db.factorUse.deleteMany({ where })).rejects.toThrow(/FACTOR_USE_KEPT/)
})
