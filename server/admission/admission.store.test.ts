import { afterAll, beforeAll, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createVault } from '#server/platform/vault.ts'
import { aResidentId } from '#tests/make/admission.ts'
import { anOrganisation, aVillage } from '#tests/make/registry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createAdmission, type Admission } from './index.ts'

let test: TestDatabase
let database: Database
let admission: Admission
const SECRET = 'a-secret-of-thirty-two-characters!'
const by = { userId: 'user_operator', name: '值班员' }
const clock = standingClock(new Date('2026-11-23T02:00:00Z'))
type Consent = { consentName: string; consentSha256: Uint8Array<ArrayBuffer> }
const paper = { name: '同意书.jpg', sha256: new Uint8Array(32) }

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 2 })
  admission = createAdmission({ db: database.db, clock, ids: randomIds, secret: SECRET })
  await aVillage(database.db)
  await anOrganisation(database.db, {
    kind: 'cooperative',
    bookCode: 'coop-yiyou',
    villageId: 'village_yiyou',
  })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const submit = (
  userId: string,
  residentId: string,
  more: { consent?: typeof paper; trainedOn?: string } = {},
) =>
  admission.submitHost({
    ...{ userId, phone: '13900000008', name: '何新苗', residentId, isOfficial: false, consent: null },
    ...{ course: '主播岗前培训', trainedOn: '2026-11-01', ...more },
  })

it('takes a host from 16 on, and between 16 and 18 with a guardian’s paper', async () => {
  const kindOf = async (asked: ReturnType<typeof submit>) => {
    const answer = await asked
    return answer.ok ? 'taken' : answer.refusal.kind
  }
  expect(await kindOf(submit('user_15', aResidentId('2010-11-24'), { consent: paper }))).toBe(
    'host_too_young',
  )
  expect(await kindOf(submit('user_16', aResidentId('2010-11-23')))).toBe('guardian_consent_missing')
  expect(await kindOf(submit('user_16', aResidentId('2010-11-23'), { consent: paper }))).toBe('taken')
  expect(await kindOf(submit('user_17', aResidentId('2008-11-24')))).toBe('guardian_consent_missing')
  expect(await kindOf(submit('user_18', aResidentId('2008-11-23')))).toBe('taken')
  expect(await kindOf(submit('user_18', aResidentId('2008-11-23')))).toBe('dossier_waiting')
  expect(await kindOf(submit('user_ahead', aResidentId('1990-01-01'), { trainedOn: '2026-11-24' }))).toBe(
    'training_ahead',
  )
})

it('is refused by the database below 16, or under 18 without the paper', async () => {
  const { db } = database
  const row = {
    ...{ id: 'dossier_young', userId: 'user_young', name: '小孩', residentIdSealed: new Uint8Array(1) },
    ...{ residentIdHash: new Uint8Array(32), residentIdTail: '0011', phoneHash: new Uint8Array(32) },
    ...{ isOfficial: false, course: '培训', trainedOn: new Date('2026-11-01'), submittedAt: clock.now() },
  }
  const add = (bornOn: string, more: Partial<typeof row & Consent> = {}) =>
    db.hostDossier.create({ data: { ...row, ...more, bornOn: new Date(bornOn) } })
  const withPaper = { consentName: paper.name, consentSha256: paper.sha256 }
  await expect(add('2010-11-24', withPaper)).rejects.toThrow(/admission_host_old_enough/)
  await expect(add('2008-11-24')).rejects.toThrow(/admission_host_guardian/)
})

it('keeps the number sealed, and shows its last four characters', async () => {
  const number = aResidentId('1990-03-07', 7)
  await submit('user_sealed', number)
  const [view] = await admission.hostDossiers('user_sealed')
  expect(JSON.stringify(view)).not.toContain(number.slice(0, 14))
  expect(view).toMatchObject({ residentIdTail: number.slice(-4), bornOn: '1990-03-07', decision: null })
  const row = await database.db.hostDossier.findUniqueOrThrow({ where: { id: view!.dossierId } })
  expect(Buffer.from(row.residentIdSealed).includes(number)).toBe(false)
  const opened = createVault(SECRET, 'resident-id-v1').open(row.residentIdSealed, row.id)
  expect(new TextDecoder().decode(opened)).toBe(number)
})

it('is verified once, by another, who reads the same number from the card', async () => {
  const residentId = aResidentId('1985-01-01', 3)
  await submit('user_two', residentId)
  const { dossierId } = (await admission.hostDossiers('user_two'))[0]!
  const verify = { dossierId, outcome: 'verified' as const, residentId, by }
  const differing = { ...verify, residentId: aResidentId('1985-01-01', 4) }

  expect(await admission.decideHost({ ...verify, by: { userId: 'user_two', name: '自己' } })).toMatchObject({
    refusal: { kind: 'own_dossier' },
  })
  expect(await admission.decideHost(differing)).toMatchObject({ refusal: { kind: 'resident_id_differs' } })
  expect(await admission.decideHost(verify)).toMatchObject({ ok: true })
  expect(await admission.decideHost({ dossierId, outcome: 'refused', reason: '看不清', by })).toMatchObject({
    refusal: { kind: 'dossier_decided' },
  })
  const decision = { dossierId, outcome: 'refused', reason: '自己改', at: clock.now() }
  await expect(
    database.db.hostDecision.create({ data: { ...decision, byUserId: 'user_two', byName: '自己' } }),
  ).rejects.toThrow(/ADMISSION_BY_ANOTHER/)
})

it('lists nobody by a number that was not seen on a card', async () => {
  await submit('user_three', aResidentId('1985-01-01', 9))
  const { dossierId } = (await admission.hostDossiers('user_three'))[0]!
  const until = new Date('2027-01-01')
  expect(await admission.list({ dossierId, reason: '冒用他人证件', until, by })).toMatchObject({
    refusal: { kind: 'dossier_not_verified' },
  })
  const row = await database.db.hostDossier.findUniqueOrThrow({ where: { id: dossierId } })
  const { residentIdHash, phoneHash } = row
  const said = { reason: '冒用他人证件', at: clock.now(), until, byUserId: by.userId, byName: by.name }
  await expect(
    database.db.listing.create({ data: { id: 'listing_x', dossierId, residentIdHash, phoneHash, ...said } }),
  ).rejects.toThrow(/LISTING_OF_VERIFIED/)
})

it('takes an operator’s licence, and hears why it was refused before the next', async () => {
  const organisationId = 'org_coop-yiyou'
  const clerk = { userId: 'user_clerk', name: '许慧敏' }
  const own = { organisationId, kind: 'self_produced' as const, by: clerk }
  await admission.submitOperator(own)
  expect(await admission.submitOperator(own)).toMatchObject({ refusal: { kind: 'dossier_waiting' } })
  const [shown] = await admission.operatorDossiers(organisationId)
  const decision = { dossierId: shown!.dossierId, outcome: 'refused' as const, reason: '合作社应有执照' }
  expect(await admission.decideOperator({ ...decision, by: clerk })).toMatchObject({
    refusal: { kind: 'own_dossier' },
  })
  expect(await admission.decideOperator({ ...decision, by })).toMatchObject({ ok: true })
  clock.advance(1_000)
  await admission.submitOperator({
    organisationId,
    kind: 'licensed',
    creditCode: '93999999MA0000000D',
    by: clerk,
  })
  expect(await admission.operatorDossiers(organisationId)).toMatchObject([
    { kind: 'licensed', creditCode: '93999999MA0000000D', decision: null },
    { kind: 'self_produced', decision: { outcome: 'refused', reason: '合作社应有执照', byName: '值班员' } },
  ])
  expect((await admission.desk(50)).operatorsWaiting).toHaveLength(1)
})

it('is changed by nobody: the application has no right to, and the owner is refused', async () => {
  const { db, pool } = database
  await expect(db.hostDossier.updateMany({ data: { name: '别人' } })).rejects.toThrow(/permission denied/)
  await expect(db.hostDecision.deleteMany()).rejects.toThrow(/permission denied/)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('reset role')
    await client.query('set local role none')
    await expect(client.query(`update admission_host set name = '别人'`)).rejects.toThrow(/APPEND_ONLY/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
