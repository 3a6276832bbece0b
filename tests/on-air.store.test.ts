import { afterEach, beforeEach, expect, it } from 'vitest'
import { aResidentId, aVerifiedHost } from '#tests/make/admission.ts'
import { createAdmission } from '#server/admission/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aLiveRoom, SECRET, type LiveRoom } from '#tests/make/live-room.ts'

let room: LiveRoom
let admission: ReturnType<typeof createAdmission>
const NEW_HOST = 'user_new'
const residentId = aResidentId('1990-03-07')
const by = { userId: 'user_operator', name: '值班员' }
const another = { userId: 'user_operator2', name: '复核员' }

beforeEach(async () => {
  room = await aLiveRoom()
  const { db, clock } = room
  admission = createAdmission({ db, clock, ids: randomIds, secret: SECRET })
  await room.live.end(room.liveSession.id)
})
afterEach(() => room.close())

const declared = () => ({ operatorId: room.cooperative.id, isCharity: false, isAiPersona: false })

async function aPlan(hostUserId = NEW_HOST) {
  const planned = await room.live.plan({
    ...{ villageId: room.village.id, hostUserId, hostName: { zh: '何新苗', en: 'He Xinmiao' } },
    ...{ title: { zh: '头一场', en: 'The first' }, picture: 'village-yiyou', startsAt: room.clock.now() },
  })
  if (!planned.ok) throw new Error(planned.refusal.kind)
  return planned.value.liveSessionId
}

async function submit(
  userId: string,
  { isOfficial = false, trainedOn = '2026-11-01', phone = '13900000008' } = {},
) {
  const said = { name: '何新苗', residentId, consent: null, course: '主播岗前培训', trainedOn }
  expect(await admission.submitHost({ userId, phone, isOfficial, ...said })).toMatchObject({ ok: true })
  const [dossier] = await admission.hostDossiers(userId)
  return dossier!.dossierId
}

async function verify(userId: string, said: Parameters<typeof submit>[1] = {}) {
  const dossierId = await submit(userId, said)
  expect(await admission.decideHost({ dossierId, outcome: 'verified', residentId, by })).toMatchObject({
    ok: true,
  })
  return dossierId
}

it('says everything that a session lacks at once, and starts when nothing is left', async () => {
  const { live } = room
  const id = await aPlan()
  const lacks = ['host', 'training', 'operator', 'charity', 'ai_persona']

  expect(await live.start(id, NEW_HOST)).toEqual({
    ok: false,
    refusal: { kind: 'not_ready', missing: lacks },
  })
  await live.declare(id, declared())
  expect(await live.missing(id)).toEqual(['host', 'training'])
  await submit(NEW_HOST)
  expect(await live.missing(id)).toEqual(['host', 'training'])
  await admission.decideHost({
    ...{ dossierId: (await admission.hostDossiers(NEW_HOST))[0]!.dossierId, outcome: 'verified' },
    ...{ residentId, by },
  })
  room.clock.advance(1)

  expect(await live.start(id, 'user_helper')).toMatchObject({ refusal: { kind: 'not_the_host' } })
  expect(await live.start(id, NEW_HOST)).toMatchObject({
    value: { state: 'live', operator: { id: room.cooperative.id }, isCharity: false, isAiPersona: false },
  })
  expect(await live.declare(id, { ...declared(), isAiPersona: true })).toMatchObject({
    refusal: { kind: 'wrong_state', state: 'live' },
  })
})

it('is kept off the air by the database too, whoever asks; and what was declared stands', async () => {
  const { db, clock, live } = room
  const id = await aPlan()
  const go = () => db.liveSession.update({ where: { id }, data: { state: 'live', startedAt: clock.now() } })

  await expect(go()).rejects.toThrow(/LIVE_NOT_READY .*host,training,operator,charity,ai_persona/)
  await aVerifiedHost(db, NEW_HOST)
  await live.declare(id, declared())
  await go()
  await expect(db.liveSession.update({ where: { id }, data: { isAiPersona: true } })).rejects.toThrow(
    /DECLARED/,
  )
  await expect(db.liveSession.update({ where: { id }, data: { hostUserId: 'user_other' } })).rejects.toThrow(
    /DECLARED/,
  )
})

it('takes no operator of another village', async () => {
  const id = await aPlan()
  const data = { operatorId: room.collective.id }
  await expect(room.db.liveSession.update({ where: { id }, data })).rejects.toThrow(/OPERATOR_ELSEWHERE/)
})

it('wants the training anew after a year', async () => {
  const id = await aPlan()
  await room.live.declare(id, declared())
  await verify(NEW_HOST, { trainedOn: '2025-11-24' })
  // The morning of 2026-11-23
  expect(await room.live.missing(id)).toEqual([])
  room.clock.advance(86_400_000)
  expect(await room.live.missing(id)).toEqual(['training'])
})

it('lets a public official host for the public good only', async () => {
  const id = await aPlan()
  await verify(NEW_HOST, { isOfficial: true })
  await room.live.declare(id, declared())
  expect(await room.live.start(id, NEW_HOST)).toMatchObject({ refusal: { missing: ['official'] } })
  await room.live.declare(id, { ...declared(), isCharity: true })
  expect(await room.live.start(id, NEW_HOST)).toMatchObject({ value: { isCharity: true } })
})

it('keeps whoever is listed from planning and starting, under a new account too, until an appeal is heard', async () => {
  const { live, clock, db } = room
  const planned = await aPlan()
  await live.declare(planned, declared())
  const dossierId = await verify(NEW_HOST)
  const until = new Date(clock.now().getTime() + 30 * 86_400_000)
  await admission.list({ dossierId, reason: '多次虚假宣传，经查属实', until, by })

  expect(await live.start(planned, NEW_HOST)).toMatchObject({ refusal: { missing: ['listed'] } })
  const draft = {
    ...{
      villageId: room.village.id,
      hostName: { zh: '何', en: 'He' },
      title: { zh: '又一场', en: 'One more' },
    },
    ...{ picture: 'village-yiyou', startsAt: clock.now() },
  }
  expect(await live.plan({ ...draft, hostUserId: NEW_HOST })).toMatchObject({
    refusal: { kind: 'host_listed' },
  })
  // Another account and another phone, and the same person.
  await verify('user_again', { phone: '13900009999' })
  expect(await live.plan({ ...draft, hostUserId: 'user_again' })).toMatchObject({ ok: false })
  await expect(
    db.liveSession.updateMany({
      where: { id: planned },
      data: { hostUserId: 'user_again', state: 'live', startedAt: clock.now() },
    }),
  ).rejects.toThrow(/LIVE_NOT_READY .*listed/)

  const [listing] = await admission.listingsOf('user_again')
  const { listingId } = listing!
  expect(listing).toMatchObject({ reason: '多次虚假宣传，经查属实', byName: '值班员', appeal: null })
  expect(await admission.appeal({ listingId, userId: 'user_stranger', text: '与我无关' })).toMatchObject({
    refusal: { kind: 'listing_not_found' },
  })
  await admission.appeal({ listingId, userId: NEW_HOST, text: '那场不是我播的，有录像为证' })
  expect(await admission.appeal({ listingId, userId: NEW_HOST, text: '再说一遍，真不是我' })).toMatchObject({
    refusal: { kind: 'appealed_before' },
  })
  const lift = { listingId, outcome: 'lifted' as const, reason: '录像核实，不是本人' }
  expect(await admission.decideAppeal({ ...lift, by })).toMatchObject({ refusal: { kind: 'own_listing' } })
  expect(await admission.decideAppeal({ ...lift, by: another })).toMatchObject({ ok: true })
  expect(await admission.decideAppeal({ ...lift, by: another })).toMatchObject({
    refusal: { kind: 'appeal_decided' },
  })
  expect(await live.start(planned, NEW_HOST)).toMatchObject({ ok: true })
})

it('lets a listing end by its day', async () => {
  const id = await aPlan()
  await room.live.declare(id, declared())
  const dossierId = await verify(NEW_HOST)
  const until = new Date(room.clock.now().getTime() + 86_400_000)
  await admission.list({ dossierId, reason: '培训期间暂停开播', until, by })
  expect(await room.live.missing(id)).toEqual(['listed'])
  room.clock.advance(86_400_000)
  expect(await room.live.missing(id)).toEqual([])
})
