import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import type { AssistantRole } from '#shared/assistants.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createAssistants } from './assistants.ts'
import { createIdentityStore } from './store.ts'

const MINUTE_MS = 60_000
let test: TestDatabase
let database: Database
let now: Date
let host: string
let session: string
const clock = { now: () => now }
const passes = (minutes: number) => (now = new Date(now.getTime() + minutes * MINUTE_MS))

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  now = systemClock.now()
  host = await aPerson()
  session = randomIds.next('live')
})

const theAssistants = () => createAssistants({ db: database.db, clock, ids: randomIds })
async function aPerson(): Promise<string> {
  const id = randomIds.next('user')
  const phoneNumber = `137${String(++phones).padStart(8, '0')}`
  await database.db.user.create({
    data: { id, name: `山友${phoneNumber.slice(-4)}`, email: `${id}@phone.invalid`, phoneNumber },
  })
  return id
}
let phones = 0
const invite = (roles: AssistantRole[] = ['sale_assistant'], name = '小刘') =>
  theAssistants().inviteAssistant({
    ...{ liveSessionId: session, name, roles, byUserId: host },
    endsAt: new Date(now.getTime() + 24 * 60 * MINUTE_MS),
  })
const rolesOf = async (userId: string) =>
  (await createIdentityStore(database.db).actorOf(userId, now)).memberships.map(
    ({ role, liveSessionId }) => `${role} in ${liveSessionId === session ? 'this' : 'another'}`,
  )

describe('an invitation to help in a live session', () => {
  it('gives its roles in that session, and the host sees who came', async () => {
    const { code } = await invite(['chat_assistant', 'sale_assistant'])
    expect(await theAssistants().invitation(code)).toMatchObject({
      ...{ liveSessionId: session, name: '小刘', roles: ['chat_assistant', 'sale_assistant'] },
    })
    const helper = await aPerson()
    passes(1)
    expect(await theAssistants().takeInvitation(code, helper)).toEqual({
      ok: true,
      value: { liveSessionId: session },
    })
    expect((await rolesOf(helper)).sort()).toEqual(['chat_assistant in this', 'sale_assistant in this'])
    expect(await theAssistants().assistantsOf(session)).toEqual([
      {
        ...{ userId: helper, name: '小刘', since: now.toISOString() },
        phoneEnd: String(phones).padStart(4, '0'),
        roles: expect.arrayContaining(['chat_assistant', 'sale_assistant']),
      },
    ])
  })

  it('is good once, however many come with it at the same moment', async () => {
    const { code } = await invite()
    const helpers = await Promise.all(Array.from({ length: 6 }, aPerson))
    const answers = await Promise.all(helpers.map((one) => theAssistants().takeInvitation(code, one)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await theAssistants().assistantsOf(session)).toHaveLength(1)
    expect(await theAssistants().invitation(code)).toBeNull()
  })

  it('is over after ten minutes, is not for whoever made it, and is not guessed', async () => {
    const { code } = await invite()
    expect(await theAssistants().takeInvitation(code, host)).toEqual({
      ok: false,
      refusal: { kind: 'own_invitation' },
    })
    expect(await theAssistants().invitation('0'.repeat(32))).toBeNull()
    passes(10)
    expect(await theAssistants().takeInvitation(code, await aPerson())).toEqual({
      ok: false,
      refusal: { kind: 'invitation_over' },
    })
  })

  it('does not keep its code', async () => {
    const { code } = await invite()
    const kept = await database.db.$queryRaw<{ row: string }[]>`
      select row_to_json(i)::text as row from identity_invitation i where live_session_id = ${session}`
    expect(kept).toHaveLength(1)
    expect(kept[0]!.row).not.toContain(code)
  })
})

describe('somebody who helps', () => {
  it('may nothing once they are let go, and may again when they are asked again', async () => {
    const helper = await aPerson()
    await theAssistants().takeInvitation((await invite()).code, helper)
    passes(1)
    await theAssistants().removeAssistant(session, helper)
    expect(await rolesOf(helper)).toEqual([])
    expect(await theAssistants().assistantsOf(session)).toEqual([])
    await theAssistants().takeInvitation((await invite(['chat_assistant'], '刘姐')).code, helper)
    expect(await rolesOf(helper)).toEqual(['chat_assistant in this'])
    expect(await theAssistants().assistantsOf(session)).toMatchObject([{ name: '刘姐' }])
  })

  it('may nothing a day after the session was to begin', async () => {
    const helper = await aPerson()
    await theAssistants().takeInvitation((await invite()).code, helper)
    passes(24 * 60)
    expect(await rolesOf(helper)).toEqual([])
  })
})

describe('the database', () => {
  const member = (data: object) =>
    database.db.membership.create({
      data: { id: randomIds.next('mem'), userId: host, role: 'sale_assistant', ...data },
    })
  it('refuses an assistant without a session, without an end, or of a whole village', async () => {
    const until = { endedAt: new Date(now.getTime() + MINUTE_MS) }
    await expect(member(until)).rejects.toThrow(/identity_membership_scope/)
    await expect(member({ liveSessionId: session })).rejects.toThrow(/identity_membership_scope/)
    await expect(member({ liveSessionId: session, villageId: 'village_1', ...until })).rejects.toThrow(
      /identity_membership_scope/,
    )
    await expect(member({ role: 'secretary', villageId: 'v', liveSessionId: session })).rejects.toThrow(
      /identity_membership_scope/,
    )
  })

  it('lets nothing of an invitation change but that it is taken, once', async () => {
    const { code } = await invite()
    const where = { liveSessionId: session }
    await expect(database.db.invitation.updateMany({ where, data: { roles: [] } })).rejects.toThrow(
      /permission denied/,
    )
    await expect(database.db.invitation.deleteMany({ where })).rejects.toThrow(/permission denied/)
    await theAssistants().takeInvitation(code, await aPerson())
    const again = { takenBy: await aPerson(), takenAt: now }
    await expect(database.db.invitation.updateMany({ where, data: again })).rejects.toThrow(/good once/)
  })
})
