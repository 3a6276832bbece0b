import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitmentOf, drawOrder, rootOf } from './draw.ts'
import { checkLuckyDraw, everybodyWins, PRIZE_VALUE_MAX, type DrawWinner } from './lucky-draw.ts'
import { drawForm, prizeSentForm } from './lucky-draw-forms.ts'

const honey = { prize: ' 土蜂蜜一瓶 ', prizes: '3', valueYuan: '59.90', giver: '蜂农老林', minutes: '3' }

describe('the form of a draw', () => {
  it('reads what a host types', () => {
    expect(drawForm.parse(honey)).toEqual({
      ...{ prize: '土蜂蜜一瓶', prizes: 3, valueFen: 5_990, giver: '蜂农老林', minutes: 3 },
    })
  })

  it('lets a value above the limit through, which is refused in words', () => {
    expect(drawForm.parse({ ...honey, valueYuan: '50000.01' }).valueFen).toBe(PRIZE_VALUE_MAX + 1)
  })

  it('refuses nothing at all, more prizes than twenty, a worthless prize and any other length', () => {
    for (const wrong of [
      { prize: '  ' },
      { prize: '！' },
      { prize: '蜜'.repeat(41) },
      { giver: '' },
      { prizes: '0' },
      { prizes: '21' },
      { valueYuan: '0' },
      { valueYuan: '-5' },
      { minutes: '2' },
      { minutes: '0' },
    ])
      expect(drawForm.safeParse({ ...honey, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  })
})

it('a parcel has a number that can be looked up', () => {
  const sent = { drawId: 'draw_a', number: '2', courier: '中国邮政', trackingNumber: ' ems 1234-567 ' }
  expect(prizeSentForm.parse(sent)).toMatchObject({ number: 2, trackingNumber: 'EMS1234-567' })
  expect(prizeSentForm.safeParse({ ...sent, trackingNumber: '无' }).success).toBe(false)
})

it('everybody wins when some take part and none is left without a prize', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 20 }), (entries, prizes) => {
      expect(everybodyWins({ entries, prizes })).toBe(entries > 0 && Math.min(entries, prizes) === entries)
    }),
  )
})

describe('the check of a draw', () => {
  const [drawId, seed, tags] = ['draw_a', 'ab'.repeat(32), ['a', 'b', 'c', 'd']]
  const root = rootOf(tags)
  const order = drawOrder({ seed, drawId, root }, tags.length)
  const draw = {
    commitment: commitmentOf(seed),
    entries: tags.length,
    seed,
    root,
    drawnAt: '2026-11-28T02:00:00Z',
  }
  const entries = tags.map((tag, at) => ({
    number: at + 1,
    tag,
    enteredAt: '',
    rank: order.indexOf(at + 1) + 1,
  }))
  const name = '山友·8f2'
  const winnersOf = (numbers: readonly number[]): DrawWinner[] => numbers.map((number) => ({ number, name }))
  const check = (prizes: number, winners: DrawWinner[]) =>
    checkLuckyDraw({ drawId, prizes, winners }, draw, entries)

  it('finds the first of the order right, also where everybody wins', () => {
    const right = { seedFits: true, rootFits: true, orderFits: true, winnersFit: true }
    expect(check(2, winnersOf(order.slice(0, 2)))).toEqual(right)
    expect(check(9, winnersOf(order))).toEqual(right)
  })

  it('finds a winner too many, one left out, and one who is not the first', () => {
    expect(check(2, winnersOf(order.slice(0, 3)))?.winnersFit).toBe(false)
    expect(check(2, winnersOf(order.slice(0, 1)))?.winnersFit).toBe(false)
    expect(check(1, winnersOf(order.slice(1, 2)))?.winnersFit).toBe(false)
  })

  it('has nothing to say before the draw', () => {
    const before = { ...draw, seed: null, root: null, drawnAt: null }
    expect(checkLuckyDraw({ drawId, prizes: 1, winners: [] }, before, entries)).toBeNull()
  })
})
