import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { addDays, businessDay, startOfBusinessDay } from '#shared/calendar.ts'
import { splitRule, type SplitRule } from '#shared/split.ts'
import { aShop, honeyGoods, standardRule, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { createSplitRules } from './split-rules.ts'
import type { SplitRules } from './types.ts'

const chen = { userId: 'user_chen', name: '陈会计' }
const lin = { userId: 'user_lin', name: '林理事' }
const he = { userId: 'user_he', name: '何监事' }

/** a tenth for the village instead of a twentieth, guaranteed to the household what it got of 59.00 */
const better = splitRule.parse([
  { kind: 'processor_fee' },
  { kind: 'fixed', to: 'household', amountFen: 3_487, guaranteed: true },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'collective', bp: 1_000, capFen: 500 },
      { to: 'platform', bp: 300 },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
])

let stripe: TestStripe
let shop: Shop
let rules: SplitRules
let cooperativeId: string

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 10 })
  rules = createSplitRules({ ...shop, ids: randomIds })
  cooperativeId = shop.cooperative.id
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

async function aDraft({ productId = null as string | null, rule = better, by = chen } = {}) {
  const drafted = await rules.draft({ cooperativeId, productId, by })
  if (!drafted.ok) throw new Error(`Not drafted: ${drafted.refusal.kind}`)
  const of = { cooperativeId, proposalId: drafted.value.proposalId }
  expect(await rules.save({ ...of, rule, by })).toEqual({ ok: true, value: null })
  return of
}
const propose = (of: Awaited<ReturnType<typeof aDraft>>, effectiveOn: string | null = null, by = chen) =>
  rules.propose({ ...of, by, reason: '村集体要修水渠', effectiveOn, last: 10 })
async function aProposal(draft: Parameters<typeof aDraft>[0] = {}, effectiveOn: string | null = null) {
  const of = await aDraft(draft)
  expect(await propose(of, effectiveOn)).toEqual({ ok: true, value: null })
  return of
}
const approve = (of: Awaited<ReturnType<typeof aDraft>>, by = lin) =>
  rules.decide({ ...of, by, decision: 'approved' })
const inForce = (at = stripe.clock.now()) => shop.revenueShare.activeRule(honeyGoods('standard'), at)
const tomorrow = () => addDays(businessDay(stripe.clock.now()), 1)

async function aPaidOrder(buyerId: string) {
  const order = await shop.anOrder(buyerId)
  await shop.deliver(await shop.pay(order))
  return order
}
const legsOf = async (number: string) => {
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { order: { number } } })
  const legs = await shop.revenueShare.allocationsOf([line.id])
  return Object.fromEntries(legs.map(({ partyKind, amountFen }) => [partyKind, amountFen]))
}

describe('a version on its way', () => {
  it('is drafted, rehearsed, proposed, approved by another, and splits the next order and no earlier one', async () => {
    const before = await aPaidOrder('buyer_1')
    const placed = await shop.anOrder('buyer_2')
    const of = await aProposal()
    expect((await inForce()).ruleCode).toBe('standard')

    expect(await approve(of)).toEqual({ ok: true, value: { state: 'approved' } })

    expect(await inForce()).toMatchObject({
      ruleCode: `cooperative:${cooperativeId}`,
      version: 1,
      rule: better,
    })
    await shop.deliver(await shop.pay(placed))
    const after = await aPaidOrder('buyer_3')
    expect(await legsOf(before.number)).toMatchObject({ household: 3_487, collective: 295 })
    expect(await legsOf(placed.number)).toMatchObject({ household: 3_487, collective: 295 })
    expect(await legsOf(after.number)).toMatchObject({ household: 3_487, collective: 500 })
    const { series, past } = await rules.rulesOf(cooperativeId)
    expect(past).toMatchObject([{ state: 'approved', author: chen, deciderName: '林理事' }])
    expect(series[0]).toMatchObject({
      ...{ isOwn: true, open: null },
      versions: [{ version: 1, authorName: '陈会计', approverName: '林理事', validTo: null }],
    })
  })

  it('keeps the rehearsal that was seen when it was proposed', async () => {
    const one = await aPaidOrder('buyer_1')
    const of = await aDraft()
    const rehearsed = await rules.rehearse({ ...of, last: 10 })

    await propose(of)

    const report = (await rules.proposal(of))!.report!
    expect({ ok: true, value: report }).toEqual(rehearsed)
    expect(report).toMatchObject({ asked: 10, orders: 1 })
    const collective = report.parties.find(({ partyKind }) => partyKind === 'collective')
    expect(collective).toEqual({ partyKind: 'collective', beforeFen: 295, afterFen: 500, worst: null })
    const cooperative = report.parties.find(({ partyKind }) => partyKind === 'cooperative')
    expect(cooperative?.worst?.orderNumber).toBe(one.number)
    expect(report.bounds).toEqual([{ to: 'collective', bound: 'cap', orders: 1 }])
  })

  it('of a product goes before that of its cooperative, and leaves its orders out of the other’s rehearsal', async () => {
    await approve(await aProposal())
    const own = splitRule.parse([{ kind: 'processor_fee' }, { kind: 'rest', to: 'household' }])
    await approve(await aProposal({ productId: shop.product.id, rule: own }))

    expect(await inForce()).toMatchObject({ ruleCode: `product:${shop.product.id}`, rule: own })
    const order = await aPaidOrder('buyer_1')
    expect(Object.keys(await legsOf(order.number)).sort()).toEqual(['household', 'processor_fee'])
    const others = await aDraft({ rule: own })
    expect(await rules.rehearse({ ...others, last: 10 })).toMatchObject({ ok: true, value: { orders: 0 } })
    const elsewhere = await shop.revenueShare.activeRule(
      { ...honeyGoods('standard'), productId: 'another' },
      stripe.clock.now(),
    )
    expect(elsewhere).toMatchObject({ ruleCode: `cooperative:${cooperativeId}` })
  })

  it('begins on the day that was chosen, where the one before ends', async () => {
    await approve(await aProposal())
    const later: SplitRule = [...better.slice(0, -1), { kind: 'rest', to: 'household' }]
    await approve(await aProposal({ rule: later }, tomorrow()))

    const begins = startOfBusinessDay(tomorrow())
    expect((await inForce(new Date(begins.getTime() - 1))).version).toBe(1)
    expect(await inForce(begins)).toMatchObject({ version: 2, rule: later })
    const again = await aProposal({ rule: [...better.slice(0, -1), { kind: 'rest', to: 'platform' }] })
    expect(await approve(again)).toEqual({ ok: false, refusal: { kind: 'rule_scheduled' } })
  })
})

describe('what is refused', () => {
  const refused = (kind: string) => ({ ok: false, refusal: { kind } })

  it('the second draft of one rule, and a draft that changes nothing', async () => {
    const of = await aDraft({ rule: standardRule.rule })

    expect(await rules.draft({ cooperativeId, productId: null, by: lin })).toEqual(refused('rule_open'))
    expect(await propose(of)).toEqual(refused('rule_same'))
  })

  it('a day that has begun, when it is proposed and when it is approved', async () => {
    const today = businessDay(stripe.clock.now())
    expect(await propose(await aDraft(), today)).toEqual(refused('rule_day_past'))
    const { open } = (await rules.rulesOf(cooperativeId)).series[0]!
    const of = { cooperativeId, proposalId: open!.proposalId }
    expect(await propose(of, tomorrow())).toEqual({ ok: true, value: null })

    const dayAfter = { now: () => startOfBusinessDay(addDays(tomorrow(), 1)) }
    const late = createSplitRules({ ...shop, ids: randomIds, clock: dayAfter })

    expect(await late.decide({ ...of, by: lin, decision: 'approved' })).toEqual(refused('rule_day_past'))
    expect((await inForce()).ruleCode).toBe('standard')
  })

  it('who drafted it to decide it, another to change or withdraw it, and anybody once it is decided', async () => {
    const of = await aDraft()
    expect(await rules.save({ ...of, rule: better, by: lin })).toEqual(refused('not_author'))
    expect(await approve(of)).toEqual(refused('rule_moved_on'))
    await propose(of)

    expect(await approve(of, chen)).toEqual(refused('same_person'))
    expect(await rules.withdraw({ ...of, by: lin })).toEqual(refused('not_author'))
    expect(await rules.save({ ...of, rule: better, by: chen })).toEqual(refused('rule_moved_on'))
    expect(await rules.decide({ ...of, by: lin, decision: 'refused' })).toMatchObject({ ok: true })
    expect(await approve(of, he)).toEqual(refused('rule_moved_on'))
    expect(await rules.withdraw({ ...of, by: chen })).toEqual(refused('rule_moved_on'))
    expect((await inForce()).ruleCode).toBe('standard')
  })

  it('another cooperative’s proposal, and goods that are not its own', async () => {
    const of = await aProposal()
    const theirs = { ...of, cooperativeId: 'org_coop-elsewhere' }

    expect(await rules.proposal(theirs)).toBeNull()
    expect(await approve(theirs)).toEqual(refused('rule_not_found'))
    expect(await rules.draft({ cooperativeId, productId: 'prod_of_others', by: chen })).toEqual(
      refused('rule_not_found'),
    )
  })
})

describe('at once', () => {
  it('two who approve make one version', async () => {
    const of = await aProposal()

    const answers = await Promise.all([approve(of, lin), approve(of, he)])

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: { kind: 'rule_moved_on' } })
    expect(await shop.revenueShare.versionsOf([`cooperative:${cooperativeId}`])).toHaveLength(1)
  })

  it('approval and withdrawal: one of them, and the books follow it', async () => {
    for (let n = 0; n < 5; n++) {
      const productId = shop.product.id
      const fixed = { kind: 'fixed', to: 'platform', amountFen: n, guaranteed: false } as const
      const rule: SplitRule = [{ kind: 'processor_fee' }, fixed, { kind: 'rest', to: 'household' }]
      const of = await aProposal({ productId, rule })
      const known = (await shop.revenueShare.versionsOf([`product:${productId}`])).length

      const [approved, withdrawn] = await Promise.all([approve(of), rules.withdraw({ ...of, by: chen })])

      expect([approved.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1)
      const { state } = (await rules.proposal(of))!
      expect(state).toBe(approved.ok ? 'approved' : 'withdrawn')
      const versions = await shop.revenueShare.versionsOf([`product:${productId}`])
      expect(versions).toHaveLength(known + (approved.ok ? 1 : 0))
    }
  })
})

describe('the database', () => {
  it('keeps what was proposed, and what came of it', async () => {
    const { proposalId: id } = await aProposal()
    const change = (data: object) => shop.db.ruleProposal.update({ where: { id }, data })
    const decided = { deciderName: '某', decidedAt: stripe.clock.now() }

    await expect(change({ body: [{ kind: 'rest', to: 'platform' }] })).rejects.toThrow('RULE_PROPOSAL_KEPT')
    await expect(change({ reason: '另一个理由' })).rejects.toThrow('RULE_PROPOSAL_KEPT')
    await expect(change({ state: 'draft' })).rejects.toThrow('RULE_STEP')
    await expect(change({ authorId: 'user_lin' })).rejects.toThrow('RULE_PROPOSAL_KEPT')
    await expect(change({ state: 'refused', deciderId: 'user_chen', ...decided })).rejects.toThrow(
      'split_rule_proposal_two_people',
    )
    await expect(change({ state: 'approved', deciderId: 'user_lin', ...decided })).rejects.toThrow(
      'split_rule_proposal_in_force',
    )
    await expect(shop.db.ruleProposal.delete({ where: { id } })).rejects.toThrow('RULE_PROPOSAL_KEPT')
  })

  it('puts nothing in force that was not approved, begins in the past, or pays the host', async () => {
    const now = stripe.clock.now()
    const people = { author: 'user_chen', approver: 'user_lin', rule: better }
    const inForceAs = (rule: Partial<Parameters<typeof shop.revenueShare.putInForce>[1]>) =>
      shop.db.$transaction((tx) =>
        shop.revenueShare.putInForce(tx, {
          ...{ ruleCode: `cooperative:${cooperativeId}`, validFrom: now, approvedAt: now },
          ...people,
          ...rule,
        }),
      )

    await expect(inForceAs({})).rejects.toThrow('SPLIT_RULE_NOT_APPROVED')
    const [aMinuteAgo, yesterday] = [60_000, 86_400_000].map((ms) => new Date(now.getTime() - ms)) as [
      Date,
      Date,
    ]
    await expect(inForceAs({ validFrom: aMinuteAgo })).rejects.toThrow('split_rule_version_not_retroactive')
    await expect(inForceAs({ validFrom: yesterday, approvedAt: yesterday })).rejects.toThrow(
      'SPLIT_RULE_RETROACTIVE',
    )
    await expect(
      shop.revenueShare.activate({ ...standardRule, ruleCode: `cooperative:${cooperativeId}` }),
    ).rejects.toThrow('split_rule_version_agreed')
    const body = [{ kind: 'basis_points', of: 'gross', parts: [{ to: 'host', bp: 0 }] }]
    const of = await aDraft()
    await expect(
      shop.db.ruleProposal.update({ where: { id: of.proposalId }, data: { body } }),
    ).rejects.toThrow('split_rule_proposal_payees')
  })
})
