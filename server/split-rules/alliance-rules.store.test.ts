import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { splitRule, type SplitRule } from '#shared/split.ts'
import { anAlliance, foundAlliance, someCollectives } from '#tests/make/alliance.ts'
import { aShop, honeyGoods, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { createSplitRules } from './split-rules.ts'
import type { RuleOwner, SplitRules } from './types.ts'

const chen = { userId: 'user_chen', name: '陈会计' }
const lin = { userId: 'user_lin', name: '林理事' }

const rule = (alliedBp: number): SplitRule =>
  splitRule.parse([
    { kind: 'processor_fee' },
    {
      kind: 'basis_points',
      of: 'gross',
      parts: [
        { to: 'household', bp: 5_800 },
        { to: 'alliance', bp: alliedBp },
      ],
    },
    { kind: 'rest', to: 'cooperative' },
  ])

let stripe: TestStripe
let shop: Shop
let rules: SplitRules
const alliance: RuleOwner = { allianceId: anAlliance.id }
const cooperative = (): RuleOwner => ({ cooperativeId: shop.cooperative.id })

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 10 })
  rules = createSplitRules({ ...shop, ids: randomIds })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

async function found() {
  const others = await someCollectives(shop, 3)
  const seats = [shop.collective.id, ...others].map((collectiveId, n) => ({ collectiveId, contribution: n }))
  await foundAlliance(shop, seats)
}

async function put(owner: RuleOwner, allied: number, productId: string | null = null) {
  const drafted = await rules.draft({ ...owner, productId, by: chen })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const of = { ...owner, proposalId: drafted.value.proposalId }
  expect(await rules.save({ ...of, rule: rule(allied), by: chen })).toMatchObject({ ok: true })
  const proposed = await rules.propose({ ...of, by: chen, reason: '抱团发展', effectiveOn: null, last: 10 })
  if (!proposed.ok) return proposed
  expect(await rules.decide({ ...of, by: chen, decision: 'approved' })).toMatchObject({
    refusal: { kind: 'same_person' },
  })
  return rules.decide({ ...of, by: lin, decision: 'approved' })
}
const inForce = async () =>
  (await shop.revenueShare.activeRule(honeyGoods('standard'), stripe.clock.now())).ruleCode

async function aPaidOrder(buyerId: string) {
  const order = await shop.anOrder(buyerId)
  await shop.deliver(await shop.pay(order))
  return (await shop.checkout.order(order.number, { buyerId }))!
}

describe('whose rule', () => {
  it('splits: the product’s, then the cooperative’s, then the alliance’s, then the shop’s', async () => {
    await found()
    const codes = [await inForce()]
    for (const [owner, productId] of [
      [alliance, null],
      [cooperative(), null],
      [cooperative(), 'prod_wild-honey'],
    ] as const) {
      expect(await put(owner, 100 + codes.length, productId)).toMatchObject({ ok: true })
      codes.push(await inForce())
    }

    expect(codes).toEqual([
      ...['standard', `alliance:${anAlliance.id}`, `cooperative:${shop.cooperative.id}`],
      'product:prod_wild-honey',
    ])
  })

  it('is an alliance’s for goods of its members only', async () => {
    await found()
    await put(alliance, 300)

    const elsewhere = { ...honeyGoods('standard'), collectiveId: 'org_village-elsewhere' }
    const { ruleCode } = await shop.revenueShare.activeRule(elsewhere, stripe.clock.now())
    expect(ruleCode).toBe('standard')
    expect(await rules.draft({ allianceId: 'alliance_none', productId: null, by: chen })).toMatchObject({
      refusal: { kind: 'rule_not_found' },
    })
  })
})

describe('an alliance’s rule', () => {
  it('splits the next sale, and the buyer sees what the alliance got and which it is', async () => {
    await found()
    const before = await aPaidOrder('buyer_1')
    await put(alliance, 300)

    const after = await aPaidOrder('buyer_2')

    expect(before.waterfall.legs.find(({ partyKind }) => partyKind === 'alliance')).toBeUndefined()
    expect(after.waterfall).toMatchObject({ ruleCode: `alliance:${anAlliance.id}`, estimated: false })
    expect(after.waterfall.legs.find(({ partyKind }) => partyKind === 'alliance')).toEqual({
      ...{ partyKind: 'alliance', party: 'tea', name: anAlliance.name, amountFen: 177 },
    })
  })

  it('is shown with its versions, who made them, and what a rehearsal over sales by it says', async () => {
    await found()
    await put(alliance, 300)
    await aPaidOrder('buyer_1')

    const { series } = await rules.ruleOfAlliance(anAlliance.id)

    expect(series).toMatchObject([
      { isOwn: true, open: null, versions: [{ version: 1, authorName: '陈会计', approverName: '林理事' }] },
    ])
    const drafted = await rules.draft({ ...alliance, productId: null, by: lin })
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    const of = { ...alliance, proposalId: drafted.value.proposalId }
    const same = await rules.rehearse({ ...of, last: 10 })
    expect(same).toMatchObject({ value: { orders: 1 } })
    const parties = same.ok ? same.value.parties : []
    expect(parties.find(({ partyKind }) => partyKind === 'alliance')).toEqual({
      ...{ partyKind: 'alliance', beforeFen: 177, afterFen: 177, worst: null },
    })
    expect(await rules.proposal({ ...cooperative(), proposalId: of.proposalId })).toBeNull()
  })

  it('is not paid by a cooperative whose village stands alone', async () => {
    expect(await put(cooperative(), 300)).toMatchObject({ refusal: { kind: 'rule_no_alliance' } })
  })

  it('is refunded in parts to nothing left, and tells who bears it as one', async () => {
    await found()
    await put(alliance, 300)
    const order = await aPaidOrder('buyer_1')
    const of = { cooperativeId: shop.cooperative.id, orderNumber: order.number }
    const refund = async (amountFen: number, refundedBeforeFen: number) => {
      const asked = { reason: 'quality', amountFen, refundedBeforeFen, by: 'user_chen' }
      return shop.checkout.refundOrder(of, asked as Parameters<typeof shop.checkout.refundOrder>[1])
    }

    expect(await refund(2_000, 0)).toMatchObject({ ok: true })
    expect(await refund(order.totalFen - 2_000, 2_000)).toMatchObject({ ok: true })

    const told = (await shop.checkout.refundableOrder(of))!
    const allied = told.refunds.flatMap(({ bearers }) =>
      bearers.parts.filter(({ partyKind }) => partyKind === 'alliance').map(({ amountFen }) => amountFen),
    )
    expect(allied).toEqual([60, 117])
    const rows = await shop.db.allocation.findMany({ where: { partyKind: 'alliance' } })
    expect(rows.every(({ amountFen, refundedFen }) => amountFen === refundedFen)).toBe(true)
  })
})
