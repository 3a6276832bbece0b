import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { standingClock, systemClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { addMonths, businessDay } from '#shared/calendar.ts'
import { anAlliance, foundAlliance, someCollectives, staffOf } from '#tests/make/alliance.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { createAlliances } from './alliances.ts'

const today = businessDay(systemClock.now())
const thisMonth = today.slice(0, 7)
const nextMonth = addMonths(thisMonth, 1)
const { id: _id, key: _key, ...words } = anAlliance

let village: EarningVillage | undefined
let { db, alliances } = {} as EarningVillage
/** of an alliance that is there already */
let members: string[]
let free: string[]

beforeEach(async () => {
  await village?.close()
  village = await anEarningVillage('founding')
  ;({ db, alliances } = village)
  const parts = { ...village, revenueShare: village.shares }
  members = await someCollectives(parts, 2)
  await foundAlliance({ alliances }, seats([600, 300], members))
  free = await someCollectives(parts, 3, 'free')
})
afterAll(() => village?.close())

const seats = (contributions: number[], of: string[]) =>
  contributions.map((contribution, at) => ({ collectiveId: of[at]!, contribution }))
const refused = (kind: string) => ({ ok: false, refusal: { kind } })
const approve = (termsId: string, collectiveId: string) =>
  alliances.decide({ termsId, decision: 'approved' }, staffOf(collectiveId))

type Change = { fromMonth?: string; seats?: ReturnType<typeof seats> }
const begin = (change: Change = {}, by = staffOf(free[0]!)) =>
  alliances.proposeAlliance(
    words,
    { fromMonth: nextMonth, baseBp: 2_000, reason: '一起卖蜜', seats: seats([30, 20], free), ...change },
    by,
  )
async function begun() {
  const answer = await begin()
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.termsId
}

describe('an alliance that a village begins', () => {
  it('is founded when another of its villages agrees, from a month to come', async () => {
    const termsId = await begun()
    const [waiting] = await alliances.foundings(free[1]!)
    expect(waiting).toMatchObject({ id: termsId, state: 'open', alliance: words, fromMonth: nextMonth })
    const { key, id } = waiting!.alliance
    expect(await alliances.alliance(key)).toBeNull()
    expect(await alliances.foundings(free[2]!)).toEqual([])
    expect(await approve(termsId, free[0]!)).toEqual(refused('same_village'))
    expect(await approve(termsId, free[2]!)).toEqual(refused('terms_not_found'))

    expect(await approve(termsId, free[1]!)).toMatchObject({ ok: true })

    expect(await alliances.alliance(key)).toEqual({ ...words, id, key })
    expect(await alliances.foundings(free[1]!)).toEqual([])
    expect(await alliances.allianceOf(free[0]!)).toMatchObject({ id })
    expect(await alliances.termsOf(free[0]!, today)).toBeNull()
    expect((await alliances.termsOf(free[0]!, `${nextMonth}-01`))?.id).toBe(termsId)
    expect(await alliances.seated()).toEqual(new Set([...members, free[0], free[1]]))
  })

  it('is not founded where it was refused, nor once its month has begun', async () => {
    const refusedId = await begun()
    await alliances.decide({ termsId: refusedId, decision: 'refused' }, staffOf(free[1]!))
    expect(await approve(refusedId, free[1]!)).toEqual(refused('terms_moved_on'))
    expect(await alliances.foundings(free[0]!)).toMatchObject([{ id: refusedId, state: 'refused' }])

    const termsId = await begun()
    const inItsMonth = createAlliances({
      ...{ db, ids: randomIds, registry: village!.registry },
      clock: standingClock(new Date(`${nextMonth}-01T00:00:00+08:00`)),
    })
    expect(await inItsMonth.decide({ termsId, decision: 'approved' }, staffOf(free[1]!))).toEqual(
      refused('month_begun'),
    )
  })

  it('has the village that begins it, two villages at least, and none that shares elsewhere', async () => {
    expect(await begin({ fromMonth: thisMonth })).toEqual(refused('month_begun'))
    expect(await begin({ seats: seats([30], free) })).toEqual(refused('seats'))
    expect(await begin({}, staffOf(free[2]!))).toEqual(refused('not_at_table'))
    expect(await begin({ seats: seats([30, 20], [free[0]!, members[1]!]) })).toEqual(refused('village_taken'))
    const cooperative = village!.parties.cooperative.id
    expect(await begin({ seats: seats([30, 20], [free[0]!, cooperative]) })).toEqual(
      refused('not_a_collective'),
    )
  })
})
