import { afterAll, beforeAll, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { uuidOf } from '#tests/make/ids.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createPersonReads } from './person-reads.ts'
import type { PersonReads } from './types.ts'

let test: TestDatabase
let database: Database
let reads: PersonReads
const at = new Date('2026-11-27T02:00:00Z')
const [atu, jinlian] = [uuidOf('黄阿土'), uuidOf('许金莲')]
const accountant = { userId: 'user_accountant', name: '许慧敏', role: 'cooperative' } as const
const organisationId = 'org_coop'

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 2 })
  reads = createPersonReads({ db: database.db, clock: standingClock(at) })
  const read = { reader: accountant, organisationId, page: 'a.page' }
  await reads.record([{ ...read, subjectParty: atu }])
  await reads.record([{ ...read, subjectParty: null }])
  await reads.record([{ ...read, subjectParty: jinlian }])
  await reads.record([{ ...read, subjectParty: atu, organisationId: 'org_other' }])
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

it('tells a person who looked at what is theirs, and at lists that they are in, and no more', async () => {
  const mine = await reads.of({ organisationId, partyId: atu }, { limit: 10 })

  expect(mine.map(({ subjectParty }) => subjectParty)).toEqual([null, atu])
  expect(mine[1]).toMatchObject({
    ...{ at: at.toISOString(), readerName: '许慧敏', readerRole: 'cooperative', page: 'a.page' },
  })
})

it('tells an auditor all of the organisation, page by page, newest first', async () => {
  const first = await reads.inOrganisation(organisationId, { limit: 2 })
  const rest = await reads.inOrganisation(organisationId, { limit: 2, before: first.at(-1)!.readId })

  expect(first.map(({ subjectParty }) => subjectParty)).toEqual([jinlian, null])
  expect(rest.map(({ subjectParty }) => subjectParty)).toEqual([atu])
})

it('is changed by nobody: the application has no right to, and the owner is refused', async () => {
  const { db } = database
  await expect(db.personRead.updateMany({ data: { readerName: '别人' } })).rejects.toThrow(
    /permission denied/,
  )
  await expect(db.personRead.deleteMany()).rejects.toThrow(/permission denied/)
  await expect(db.$executeRaw`truncate person_read`).rejects.toThrow(/permission denied/)
  const owner = async (statement: string) => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query('reset role')
      await client.query('set local role none')
      await client.query(statement)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  await expect(owner(`update person_read set reader_name = '别人'`)).rejects.toThrow(/APPEND_ONLY/)
  await expect(owner('delete from person_read')).rejects.toThrow(/APPEND_ONLY/)
  await expect(owner('truncate person_read')).rejects.toThrow(/APPEND_ONLY/)
})

it('takes no reader without a role that lets him in', async () => {
  const consumer = { ...accountant, role: 'member' as const }
  const read = { reader: consumer, organisationId, page: 'a.page', subjectParty: atu }
  await expect(reads.record([read])).rejects.toThrow(/person_read_role/)
})
