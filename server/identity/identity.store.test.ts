import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TOTP } from 'otpauth'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createIdentity } from './index.ts'

const log = pino({ level: 'silent' })
const from = { address: '10.0.0.1', userAgent: 'a phone', visitorId: 'vis_1', locale: 'zh-CN' as const }
let test: TestDatabase
let database: Database
let nextPhone = 13_900_000_000

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 4 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

function anIdentity(env: { SMS_WEBHOOK_URL?: string; DEMO?: boolean; PUBLIC_ORIGIN?: string } = {}) {
  return createIdentity({
    onSignedIn: async (visitorId, userId) => void users.set(visitorId, userId),
    db: database.db,
    clock: systemClock,
    ids: randomIds,
    log,
    limits: createRateLimits({ factor: 1 }),
    env: {
      APP_SECRET: 'a-key-for-tests-of-32-characters-or-more',
      PUBLIC_ORIGIN: 'http://localhost:3000',
      DEMO: true,
      ...env,
    },
  })
}
const users = new Map<string, string>()
type TestIdentity = ReturnType<typeof anIdentity>

const aPhone = () => String(nextPhone++)
const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const otherThan = (code: string) => (code === '000000' ? '111111' : '000000')
const cookieHeaders = (setCookie: string[]) =>
  new Headers({ cookie: setCookie.map((one) => one.split(';')[0]).join('; ') })

async function codeFor(identity: TestIdentity, phone: string): Promise<string> {
  expect(await identity.sendCode(phone, from)).toEqual({ ok: true, value: null })
  const newest = (await identity.demoOutbox()).find((message) => message.phone === phone)
  return /\d{6}/.exec(newest!.text)![0]
}

async function signedIn(identity: TestIdentity, phone: string) {
  const answer = await identity.signIn({ phone, code: await codeFor(identity, phone) }, from)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return { ...answer.value, headers: cookieHeaders(answer.value.setCookie) }
}

describe('a message', () => {
  it('comes in the language that somebody signed in with, or changed over to since', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const code = await codeFor(identity, phone)
    const answer = await identity.signIn({ phone, code }, { ...from, locale: 'en' })
    if (!answer.ok) throw new Error(answer.refusal.kind)
    const { userId } = answer.value.actor
    const newest = async () => (await identity.demoOutbox()).find((message) => message.phone === phone)?.text
    const text = { zh: '开播了', en: 'It is on' }
    expect(await identity.text(userId, text)).toBe(true)
    expect(await newest()).toBe('It is on')
    await identity.setLocale(userId, 'zh-CN')
    await identity.text(userId, text)
    expect(await newest()).toBe('开播了')
    expect(await identity.text('user_nobody', text)).toBe(false)
  })
})

describe('signing in by phone code', () => {
  it('makes a consumer without roles of a new phone, and knows them again by the cookie', async () => {
    const identity = anIdentity()
    const phone = aPhone()

    const { actor, setCookie, headers } = await signedIn(identity, phone)

    expect(actor).toMatchObject({ phone, name: `山友${phone.slice(-4)}`, memberships: [] })
    expect(setCookie[0]).toMatch(/HttpOnly/i)
    expect(setCookie[0]).toMatch(/SameSite=Lax/i)
    expect(setCookie[0]).not.toMatch(/Secure/i)
    expect(await identity.actor(headers)).toEqual(actor)
    expect((await signedIn(identity, phone)).actor.userId).toBe(actor.userId)
    expect(users.get(from.visitorId)).toBe(actor.userId)
  })

  it('gives a cookie for https only where the shop is on https', async () => {
    const identity = anIdentity({ PUBLIC_ORIGIN: 'https://shop.example' })

    const { setCookie, headers, actor } = await signedIn(identity, aPhone())

    expect(setCookie[0]).toMatch(/^__Secure-/)
    expect(setCookie[0]).toMatch(/; Secure/i)
    expect(await identity.actor(headers)).toEqual(actor)
  })

  it('carries the memberships in force, and not those that ended', async () => {
    const identity = anIdentity()
    const { actor, headers } = await signedIn(identity, aPhone())
    await database.db.membership.createMany({
      data: [
        { id: randomIds.next('mem'), userId: actor.userId, role: 'secretary', villageId: 'village_1' },
        { id: randomIds.next('mem'), userId: actor.userId, role: 'cooperative', organisationId: 'org_1' },
        { id: randomIds.next('mem'), userId: actor.userId, role: 'operator', endedAt: systemClock.now() },
      ],
    })

    const seen = await identity.actor(headers)

    expect(seen?.memberships).toHaveLength(2)
    expect(seen?.memberships).toContainEqual({
      role: 'secretary',
      villageId: 'village_1',
      organisationId: null,
      liveSessionId: null,
    })
    const accounts = await identity.demoAccounts()
    expect(accounts).toContainEqual({
      name: actor.name,
      phone: actor.phone,
      role: 'cooperative',
      organisationId: 'org_1',
      villageId: null,
    })
  })

  it('refuses a wrong code, and takes the right one after it', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const code = await codeFor(identity, phone)

    expect(await identity.signIn({ phone, code: otherThan(code) }, from)).toEqual({
      ok: false,
      refusal: { kind: 'code_wrong' },
    })
    expect((await identity.signIn({ phone, code }, from)).ok).toBe(true)
  })

  it('refuses even the right code after five wrong ones', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const code = await codeFor(identity, phone)

    for (let tries = 0; tries < 5; tries++) await identity.signIn({ phone, code: otherThan(code) }, from)

    expect(await identity.signIn({ phone, code }, from)).toEqual({
      ok: false,
      refusal: { kind: 'too_many_tries' },
    })
  })

  it('takes a code once, also when it comes twice at the same moment', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const code = await codeFor(identity, phone)

    const answers = await Promise.all([1, 2, 3, 4].map(() => identity.signIn({ phone, code }, from)))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await identity.signIn({ phone, code }, from)).ok).toBe(false)
  })

  it('refuses a code that is older than five minutes, and one that was never sent', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const code = await codeFor(identity, phone)
    const sent = await database.db.verification.findFirstOrThrow({
      where: { identifier: { endsWith: phone } },
    })
    expect(sent.expiresAt.getTime() - sent.createdAt.getTime()).toBeLessThanOrEqual(300_000)
    await database.db.verification.update({
      where: { id: sent.id },
      data: { expiresAt: new Date(systemClock.now().getTime() - 1) },
    })

    const expired = { ok: false, refusal: { kind: 'code_expired' } }
    expect(await identity.signIn({ phone, code }, from)).toEqual(expired)
    expect(await identity.signIn({ phone: aPhone(), code }, from)).toEqual(expired)
  })

  it('sends one phone at most five codes an hour, and one address thirty', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    for (let sent = 0; sent < 5; sent++) await identity.sendCode(phone, from)

    expect(await identity.sendCode(phone, from)).toMatchObject({ refusal: { kind: 'too_many_requests' } })
    for (let sent = 6; sent < 30; sent++) expect((await identity.sendCode(aPhone(), from)).ok).toBe(true)
    expect((await identity.sendCode(aPhone(), from)).ok).toBe(false)
    expect((await identity.sendCode(aPhone(), { address: '10.0.0.2' })).ok).toBe(true)
  })
})

describe('login sessions', () => {
  it('are listed, ended one by one, and only by their owner', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const first = await signedIn(identity, phone)
    const second = await signedIn(identity, phone)
    const stranger = await signedIn(identity, aPhone())
    const listed = await identity.loginSessions(second.headers)
    expect(listed.map(({ current }) => current)).toEqual([true, false])
    expect(listed[0]?.userAgent).toBe('a phone')

    await identity.revokeLoginSession(stranger.headers, listed[1]!.id)
    expect(await identity.actor(first.headers)).not.toBeNull()
    await identity.revokeLoginSession(second.headers, listed[1]!.id)

    expect(await identity.actor(first.headers)).toBeNull()
    expect(await identity.actor(second.headers)).not.toBeNull()
    expect(await identity.loginSessions(first.headers)).toEqual([])
  })

  it('all but the current one end at once', async () => {
    const identity = anIdentity()
    const phone = aPhone()
    const others = [await signedIn(identity, phone), await signedIn(identity, phone)]
    const current = await signedIn(identity, phone)

    await identity.revokeOtherLoginSessions(current.headers)

    for (const other of others) expect(await identity.actor(other.headers)).toBeNull()
    expect(await identity.loginSessions(current.headers)).toHaveLength(1)
  })

  it('end by signing out: the row is gone and the cookie is taken back', async () => {
    const identity = anIdentity()
    const { headers } = await signedIn(identity, aPhone())

    const { setCookie } = await identity.signOut(headers)

    expect(setCookie.join()).toMatch(/Max-Age=0/i)
    expect(await identity.actor(headers)).toBeNull()
  })

  it('end after thirty days, and are not opened by a forged cookie', async () => {
    const identity = anIdentity()
    const { headers, actor } = await signedIn(identity, aPhone())
    const forged = new Headers({ cookie: headers.get('cookie')!.replace(/=(.{4})/, '=AAAA') })
    expect(await identity.actor(forged)).toBeNull()
    expect(await identity.actor(new Headers())).toBeNull()

    await database.db.loginSession.updateMany({
      where: { userId: actor.userId },
      data: { expiresAt: systemClock.now() },
    })

    expect(await identity.actor(headers)).toBeNull()
  })
})

describe('messages', () => {
  it('go to the configured gateway and are not kept; a gateway that refuses is said to the user', async () => {
    const received: unknown[] = []
    let status = 200
    const gateway = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        received.push(JSON.parse(body))
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening))
    const { port } = gateway.address() as AddressInfo
    const identity = anIdentity({ SMS_WEBHOOK_URL: `http://127.0.0.1:${port}/sms` })
    const phone = aPhone()

    expect(await identity.sendCode(phone, from)).toEqual({ ok: true, value: null })
    status = 503
    const refused = await identity.sendCode(phone, from)
    await new Promise((closed) => gateway.close(closed))
    const unreachable = await identity.sendCode(phone, from)

    expect(received[0]).toEqual({ phone, text: expect.stringMatching(/\d{6}/) })
    expect(refused).toEqual({ ok: false, refusal: { kind: 'sms_unavailable' } })
    expect(unreachable).toEqual(refused)
    expect(await database.db.smsMessage.count({ where: { phone } })).toBe(0)
    expect(await identity.demoOutbox()).toEqual([])
  })

  it('and demo accounts are shown in the demo only', async () => {
    const demo = anIdentity()
    await codeFor(demo, aPhone())
    const shop = anIdentity({ DEMO: false })

    expect(await shop.demoOutbox()).toEqual([])
    expect(await shop.demoAccounts()).toEqual([])
  })
})

describe('changing the second factor', () => {
  const label = '值班'
  const shownNow = (secret: string) => TOTP.generate({ secret: new TOTP({ secret }).secret })

  async function aSecondFactor() {
    const identity = anIdentity()
    const phone = aPhone()
    const { userId } = (await signedIn(identity, phone)).actor
    const texted = async () => ({ code: await codeFor(identity, phone), address: from.address })
    const begun = await identity.beginSecondFactor({ userId, label }, await texted())
    if (!begun.ok) throw new Error(begun.refusal.kind)
    const { secret } = begun.value
    const confirmed = await identity.confirmSecondFactor({ userId, code: shownNow(secret) })
    if (!confirmed.ok) throw new Error(confirmed.refusal.kind)
    return { identity, phone, userId, texted, recoveryCodes: confirmed.value.recoveryCodes }
  }

  it('is begun with a code that was just texted to the account’s own phone, and with no other', async () => {
    const identity = anIdentity()
    const [phone, others] = [aPhone(), aPhone()]
    const { userId } = (await signedIn(identity, phone)).actor
    const begin = (code: string) =>
      identity.beginSecondFactor({ userId, label }, { code, address: from.address })

    expect(await begin('000000')).toEqual(refused('code_expired'))
    const othersCode = await codeFor(identity, others)
    expect(await begin(othersCode)).toEqual(refused('code_expired'))
    const code = await codeFor(identity, phone)
    expect(await begin(otherThan(code))).toEqual(refused('code_wrong'))
    expect(await begin(code)).toMatchObject({ ok: true })
    expect(await begin(code)).toEqual(refused('code_expired'))
  })

  it('is removed with such a code beside its own, and no recovery code is lost to a wrong one', async () => {
    const { identity, userId, texted, recoveryCodes } = await aSecondFactor()
    const [code = ''] = recoveryCodes
    const sent = await texted()

    expect(
      await identity.removeSecondFactor({ userId, code }, { ...sent, code: otherThan(sent.code) }),
    ).toEqual(refused('code_wrong'))
    expect(await identity.secondFactor(userId)).toEqual({ isOn: true, recoveryCodesLeft: 10 })
    expect(await identity.removeSecondFactor({ userId, code: '000000' }, sent)).toEqual(
      refused('second_factor_wrong'),
    )
    expect(await identity.removeSecondFactor({ userId, code }, sent)).toEqual(refused('code_expired'))
    expect(await identity.removeSecondFactor({ userId, code }, await texted())).toMatchObject({ ok: true })
    expect(await identity.secondFactor(userId)).toEqual({ isOn: false, recoveryCodesLeft: 0 })
  })
})
