import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { honeyGoods, standardRule } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import type { PaidLine } from './types.ts'

const { rule, validFrom: january } = standardRule

let village: EarningVillage
let { ledger, shares, parties } = {} as EarningVillage

beforeAll(async () => {
  village = await anEarningVillage('revenue-share')
  ;({ ledger, shares, parties } = village)
})
afterAll(() => village.close())

const at = new Date('2026-11-23T02:00:00Z')
const aLine = async (name: string, goods: number, freight = 0): Promise<PaidLine> => ({
  orderId: `order_${name}`,
  orderNumber: name.toUpperCase(),
  orderLineId: `line_${name}`,
  goodsFen: fen(goods),
  freightFen: fen(freight),
  feeFen: fen(200),
  chargeId: `ch_${name}`,
  ruleVersionId: (await shares.activeRule(honeyGoods('standard'), at)).id,
  parties,
  placedOn: '2026-11-23',
  paidOn: '2026-11-23',
  maturesAt: new Date(at.getTime() + 7 * 86_400_000),
})

it('books in three books what it shows, to the fen, with freight for who ships', async () => {
  const line = await aLine('a', 5900, 800)
  const collectiveId = parties.collective.id
  const shown = await shares.previewVersion({ ...line, seed: line.orderLineId, collectiveId })

  const sale = await shares.planSale(line)
  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))

  expect(sale.legs).toEqual(shown.legs)
  expect(shown.legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(6700)
  const allocations = await shares.allocationsOf([line.orderLineId])
  expect(new Map(allocations.map((row) => [row.partyKind, row.amountFen]))).toEqual(
    new Map(shown.legs.map((leg) => [leg.partyKind, leg.amountFen])),
  )
  const owed = async (partyId: string) =>
    (await ledger.balances({ book: 'platform', partyId, codePrefix: '211.' })).reduce(
      (sum, { net }) => sum - net,
      0,
    )
  expect(await owed(parties.household.partyId)).toBe(await shares.netFor([line.orderLineId], 'household'))
  const coop = await ledger.balances({ book: parties.cooperative.bookCode!, codePrefix: '113.' })
  expect(coop[0]?.net).toBe(
    (await owed(parties.household.partyId)) + (await owed(parties.cooperative.partyId)),
  )
  await expectSoundBooks(ledger)
})

it('tells a party what it is owed, and leads each amount back to its order and rule', async () => {
  const party = parties.collective.partyId
  const before = await shares.owedTo(party)
  const sale = await shares.planSale(await aLine('earned', 6000))
  const ours = sale.legs.find(({ partyKind }) => partyKind === 'collective')!.amountFen
  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))

  const [newest] = await shares.earningsOf(party, 1)

  expect(newest).toMatchObject({
    kind: 'sale',
    amountFen: ours,
    account: 'pending',
    orderId: 'order_earned',
    rule: { ruleCode: 'standard', version: 1, validFrom: january.toISOString() },
  })
  expect(await shares.owedTo(party)).toEqual({
    pendingFen: before.pendingFen + ours,
    availableFen: before.availableFen,
    payingFen: 0,
    owesFen: 0,
  })
  const everything = await shares.earningsOf(party, 100)
  expect(everything.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(before.pendingFen + ours)
})

it('records nothing twice when a sale is posted again', async () => {
  const sale = await shares.planSale(await aLine('b', 1999))

  for (let n = 0; n < 3; n++) await village.db.$transaction((tx) => shares.postSales(tx, [sale]))

  expect(await ledger.journalsOf({ type: 'order', id: 'order_b' })).toHaveLength(1)
  await expectSoundBooks(ledger)
})

it('records a sale once that comes twice in one batch', async () => {
  const sale = await shares.planSale(await aLine('twin', 1999))

  await village.db.$transaction((tx) => shares.postSales(tx, [sale, sale]))

  expect(await ledger.journalsOf({ type: 'order', id: 'order_twin' })).toHaveLength(1)
  expect(await shares.allocationsOf(['line_twin'])).toHaveLength(sale.legs.length)
  await expectSoundBooks(ledger)
})

it('keeps the clearing account at what the processor owes, even when its fee is more than the goods cost', async () => {
  const clearing = async () => (await ledger.balances({ book: 'platform', codePrefix: '109.' }))[0]!.net
  const before = await clearing()
  const sale = await shares.planSale({ ...(await aLine('cheap', 100, 800)), feeFen: fen(250) })

  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))

  expect((await clearing()) - before).toBe(900 - 250)
  expect(sale.legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(900)
  await expectSoundBooks(ledger)
})

it('keeps what was allotted; only refunds grow', async () => {
  const sale = await shares.planSale(await aLine('kept', 5000))
  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))
  const where = { orderLineId: 'line_kept', partyKind: 'household' }
  const set = (data: { amountFen?: bigint; refundedFen?: bigint }) =>
    village.db.allocation.updateMany({ where, data })

  await expect(set({ amountFen: 1n })).rejects.toThrow(/SPLIT_ALLOCATION_KEPT/)
  await expect(village.db.allocation.deleteMany({ where })).rejects.toThrow(/SPLIT_ALLOCATION_KEPT/)
  await set({ refundedFen: 5n })
  await expect(set({ refundedFen: 4n })).rejects.toThrow(/SPLIT_ALLOCATION_KEPT/)
})

it('owes back all of a charge for goods that are gone, and bears the fee', async () => {
  const charge = {
    orderId: 'order_c',
    orderNumber: 'C',
    chargeId: 'ch_c',
    totalFen: fen(5900),
    feeFen: fen(171),
    on: '2026-11-23',
  }

  const fees = async () => (await ledger.balances({ book: 'platform', codePrefix: '524.' }))[0]!.net
  const feesBefore = await fees()
  await village.db.$transaction((tx) => ledger.post(tx, [shares.planReturnable(charge)]))
  const [owed] = await ledger.balances({ book: 'platform', codePrefix: '211.refunds' })
  await village.db.$transaction((tx) =>
    ledger.post(tx, [shares.planReturned({ ...charge, fact: charge.chargeId })]),
  )
  const [after] = await ledger.balances({ book: 'platform', codePrefix: '211.refunds' })

  expect([owed?.net, after?.net]).toEqual([-5900, 0])
  expect((await fees()) - feesBefore).toBe(171)
  await expectSoundBooks(ledger)
})

it('has exactly one rule at any instant, and keeps the ones that have divided money', async () => {
  const june = new Date('2026-06-01T00:00:00Z')
  const second = await shares.activate({
    ruleCode: 'tea',
    version: 1,
    validFrom: january,
    rule,
    author: '甲',
    approver: '乙',
  })
  const third = await shares.activate({
    ruleCode: 'tea',
    version: 2,
    validFrom: june,
    rule,
    author: '甲',
    approver: '乙',
  })

  expect((await shares.activeRule(honeyGoods('tea'), new Date(june.getTime() - 1))).id).toBe(second.id)
  expect((await shares.activeRule(honeyGoods('tea'), june)).id).toBe(third.id)
  const overlapping = {
    id: randomIds.uuid(),
    ruleCode: 'tea',
    version: 3,
    validFrom: january,
    body: [],
    bodyHash: new Uint8Array(32),
    status: 'active',
    author: '甲',
    approver: '乙',
  }
  await expect(village.db.ruleVersion.create({ data: overlapping })).rejects.toThrow(/one_at_a_time/)
  await expect(
    village.db.ruleVersion.update({ where: { id: third.id }, data: { body: [] } }),
  ).rejects.toThrow(/SPLIT_RULE_KEPT/)
  await expect(village.db.ruleVersion.delete({ where: { id: second.id } })).rejects.toThrow(/SPLIT_RULE_KEPT/)
  await expect(
    village.db.ruleVersion.update({ where: { id: third.id }, data: { status: 'draft' } }),
  ).rejects.toThrow(/SPLIT_RULE_KEPT/)
  await expect(
    village.db.ruleVersion.update({ where: { id: second.id }, data: { validTo: null } }),
  ).rejects.toThrow(/SPLIT_RULE_KEPT/)
})

it('refuses a rule that its author approved', async () => {
  await expect(
    shares.activate({ ruleCode: 'self', version: 1, validFrom: january, rule, author: '甲', approver: '甲' }),
  ).rejects.toThrow(/two_people/)
})
