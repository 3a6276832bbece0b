import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { addMonths, businessDay } from '#shared/calendar.ts'
import { createAlliances } from './alliances.ts'
import { systemClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { anAlliance, foundAlliance, someCollectives, staffOf } from '#tests/make/alliance.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'

const today = businessDay(systemClock.now())
const thisMonth = today.slice(0, 7)
const nextMonth = addMonths(thisMonth, 1)
const later = addMonths(thisMonth, 2)

let village: EarningVillage | undefined
let { db, alliances } = {} as EarningVillage
let ids: string[]
let first: string
let extra: string

beforeEach(async () => {
  await village?.close()
  village = await anEarningVillage('alliances')
  ;({ db, alliances } = village)
  const [ally = '', ...others] = await someCollectives({ ...village, revenueShare: village.shares }, 3)
  extra = others.pop()!
  ids = [village.parties.collective.id, ally, ...others]
  first = (await aFounded()).id
})
afterAll(() => village?.close())

const seats = (contributions: number[], of = ids) =>
  contributions.map((contribution, at) => ({ collectiveId: of[at]!, contribution }))

async function aFounded() {
  await foundAlliance({ alliances }, seats([600, 300, 100]))
  return (await alliances.termsOf(ids[0]!, today))!
}
const [mine, other, third] = [0, 1, 2].map((at) => () => staffOf(ids[at]!)) as [
  () => ReturnType<typeof staffOf>,
  () => ReturnType<typeof staffOf>,
  () => ReturnType<typeof staffOf>,
]

const next = (change: Partial<Parameters<typeof alliances.propose>[0]> = {}) => ({
  ...{ followsId: first, fromMonth: nextMonth, baseBp: 2_000, reason: '新村加入' },
  seats: seats([600, 300, 100, 200], [...ids, extra]),
  ...change,
})
async function proposed(change: Parameters<typeof next>[0] = {}, by = mine()) {
  const answer = await alliances.propose(next(change), by)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.termsId
}
const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const approve = (termsId: string, by = other()) => alliances.decide({ termsId, decision: 'approved' }, by)

describe('a village that joins', () => {
  it('shares from the month that two villages agreed on, and the months before keep their terms', async () => {
    const termsId = await proposed()
    expect(await alliances.termsOf(extra, `${nextMonth}-01`)).toBeNull()

    expect(await approve(termsId)).toEqual({ ok: true, value: { decision: 'approved' } })

    expect(await alliances.termsOf(extra, today)).toBeNull()
    expect((await alliances.termsOf(ids[0]!, `${thisMonth}-28`))?.id).toBe(first)
    const then = (await alliances.termsOf(extra, `${nextMonth}-01`))!
    expect(then).toMatchObject({ id: termsId, fromMonth: nextMonth, baseBp: 2_000 })
    expect(then.members.map(({ collective, contribution }) => [collective.id, contribution])).toEqual(
      [...seats([600, 300, 100], ids), { collectiveId: extra, contribution: 200 }]
        .map(({ collectiveId, contribution }) => [collectiveId, contribution])
        .toSorted(),
    )
    expect(await alliances.allianceOf(extra)).toEqual(anAlliance)
  })
})

describe('a village that leaves', () => {
  it('shares to the end of the month, and stands alone from the next', async () => {
    await approve(await proposed({ seats: seats([600, 300]) }))

    expect((await alliances.termsOf(ids[2]!, today))?.id).toBe(first)
    expect(await alliances.termsOf(ids[2]!, `${nextMonth}-01`)).toBeNull()
    expect(
      (await alliances.history(anAlliance.id)).map(({ state, members }) => [state, members.length]),
    ).toEqual([
      ['approved', 2],
      ['approved', 3],
    ])
  })
})

describe('terms on their way', () => {
  it('are decided by somebody of another member village, once', async () => {
    const termsId = await proposed()

    expect(await approve(termsId, mine())).toEqual(refused('same_village'))
    expect(await approve(termsId, { ...mine(), userId: 'user_colleague' })).toEqual(refused('same_village'))
    expect(await approve(termsId, { ...other(), userId: mine().userId })).toEqual(refused('same_village'))
    expect(await approve(termsId, staffOf(extra))).toEqual(refused('terms_not_found'))
    expect(await alliances.decide({ termsId, decision: 'withdrawn' }, other())).toEqual(
      refused('not_proposer'),
    )
    expect(await alliances.decide({ termsId, decision: 'refused' }, third())).toMatchObject({ ok: true })
    expect(await approve(termsId)).toEqual(refused('terms_moved_on'))
    expect(await alliances.termsOf(extra, `${nextMonth}-01`)).toBeNull()
  })

  it('are withdrawn by who proposed them', async () => {
    const termsId = await proposed()

    expect(await alliances.decide({ termsId, decision: 'withdrawn' }, mine())).toMatchObject({ ok: true })

    expect((await alliances.history(anAlliance.id))[0]).toMatchObject({ id: termsId, state: 'withdrawn' })
  })

  it('are overtaken by what came into force meanwhile', async () => {
    const stale = await proposed()
    const quick = await proposed({ seats: seats([600, 300]), fromMonth: later })
    await approve(quick)

    expect(await approve(stale)).toEqual(refused('terms_moved_on'))

    const states = (await alliances.history(anAlliance.id)).map(({ id, state }) => [id, state])
    expect(states).toEqual([
      [quick, 'approved'],
      [stale, 'overtaken'],
      [first, 'approved'],
    ])
    expect(await alliances.propose(next(), mine())).toEqual(refused('terms_moved_on'))
  })

  it.each([
    ['for this month', { fromMonth: thisMonth }, 'month_begun'],
    ['for a month long past', { fromMonth: '2026-02' }, 'month_begun'],
    ['of one village', { seats: [] }, 'seats'],
  ])('are not proposed %s', async (_what, change, kind) => {
    expect(await alliances.propose(next(change), mine())).toEqual(refused(kind))
  })

  it('are not proposed by a stranger, of a cooperative, of a village twice, or when nothing would change', async () => {
    const cooperative = village!.parties.cooperative.id
    const twice = [...seats([600, 300]), ...seats([5])]

    expect(await alliances.propose(next(), staffOf(extra))).toEqual(refused('terms_not_found'))
    expect(await alliances.propose(next({ seats: seats([1, 2], [ids[0]!, cooperative]) }), mine())).toEqual(
      refused('not_a_collective'),
    )
    expect(await alliances.propose(next({ seats: twice }), mine())).toEqual(refused('not_a_collective'))
    expect(await alliances.propose(next({ seats: seats([600, 300, 100]) }), mine())).toEqual(
      refused('terms_same'),
    )
  })
})

it('no village sits in two alliances at once, whichever is agreed on first', async () => {
  const [one = '', two = ''] = await someCollectives({ ...village!, revenueShare: village!.shares }, 2, 'bee')
  const alliance = { ...anAlliance, id: 'alliance_bee', key: 'bee' }
  await foundAlliance({ alliances }, seats([1, 1], [one, two]), { alliance })
  await approve(await proposed())
  const { id: followsId } = (await alliances.termsOf(one, today))!
  const taking = { followsId, baseBp: 0, reason: '也想要他', seats: seats([1, 1, 1], [one, two, extra]) }
  const answer = await alliances.propose({ ...taking, fromMonth: nextMonth }, staffOf(one))

  expect(await approve((answer as { value: { termsId: string } }).value.termsId, staffOf(two))).toEqual(
    refused('village_taken'),
  )
})

describe('the database', () => {
  const write = (terms: object, collectives = [ids[0]!, ids[1]!]) =>
    db.$transaction(async (tx) => {
      const base = {
        ...{ id: 'terms_x', allianceId: anAlliance.id, followsId: first, baseBp: 2_000, seatCount: 2 },
        fromMonth: new Date(`${nextMonth}-01T00:00:00Z`),
        ...{ reason: '想改一改', proposerId: 'user_x', proposerName: '某', proposerCollectiveId: ids[0]! },
        proposedAt: systemClock.now(),
      }
      await tx.allianceTerms.create({ data: { ...base, ...terms } })
      await tx.allianceSeat.createMany({
        data: collectives.map((collectiveId) => ({ termsId: 'terms_x', collectiveId, contribution: 1n })),
      })
    })
  const decideBy = (at: Date, by = ids[1]!) =>
    db.allianceDecision.create({
      data: {
        ...{ termsId: 'terms_x', decision: 'approved', deciderId: 'user_y', deciderName: '他' },
        ...{ deciderCollectiveId: by, decidedAt: at },
      },
    })

  it('takes terms from the first of a month only', async () => {
    await expect(write({ fromMonth: new Date(`${nextMonth}-02T00:00:00Z`) })).rejects.toThrow(
      'alliance_terms_month',
    )
  })

  it('takes no base beyond the whole, no other count of seats, no seat of who is no collective', async () => {
    await expect(write({ baseBp: 10_001 })).rejects.toThrow('alliance_terms_base')
    await expect(write({ seatCount: 3 })).rejects.toThrow('ALLIANCE_SEATS')
    await expect(write({}, [ids[0]!, village!.parties.cooperative.id])).rejects.toThrow('ALLIANCE_SEATS')
    await expect(write({ proposerCollectiveId: extra })).rejects.toThrow('ALLIANCE_NOT_A_MEMBER')
  })

  it('lets a month that has begun be divided as it began, whatever clock the decider goes by', async () => {
    await write({ fromMonth: new Date(`${thisMonth}-01T00:00:00Z`) })

    await expect(decideBy(new Date('2026-02-01T00:00:00Z'))).rejects.toThrow('ALLIANCE_RETROACTIVE')
  })

  it('goes by the decider’s clock too', async () => {
    await write({})

    await expect(decideBy(new Date(`${nextMonth}-01T00:00:00+08:00`))).rejects.toThrow('ALLIANCE_RETROACTIVE')
  })

  it('keeps terms, seats and decisions as they were written', async () => {
    await expect(db.allianceTerms.updateMany({ data: { baseBp: 0 } })).rejects.toThrow('APPEND_ONLY')
    await expect(db.allianceSeat.updateMany({ data: { contribution: 1n } })).rejects.toThrow('APPEND_ONLY')
    await expect(db.allianceDecision.deleteMany()).rejects.toThrow('APPEND_ONLY')
    const late = { termsId: first, collectiveId: extra, contribution: 9n }
    await expect(db.allianceSeat.create({ data: late })).rejects.toThrow('ALLIANCE_SEATS')
  })

  it('serves two who decide at once one after the other', async () => {
    const one = await proposed({ fromMonth: nextMonth })
    const two = await proposed({ fromMonth: later, seats: seats([600, 300]) })
    const another = createAlliances({ ...village!, clock: systemClock, ids: randomIds })

    const answers = await Promise.all([
      approve(one),
      another.decide({ termsId: two, decision: 'approved' }, third()),
    ])

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toEqual(refused('terms_moved_on'))
  })
})
