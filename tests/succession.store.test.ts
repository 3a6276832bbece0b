import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCatalog } from '#server/catalog/index.ts'
import { fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { anOrganisation, aVillage } from '#tests/make/registry.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const paidAt = new Date('2026-11-23T02:00:00Z')
const weekOver = new Date('2026-11-30T02:00:00Z')
const evidence = { name: '合并批复.pdf', sha256: new Uint8Array(32).fill(9) }
const by = { userId: 'user_operator', name: '陈出纳' }

let village: EarningVillage
let { ledger, shares, registry, parties } = {} as EarningVillage
let to: EarningVillage['parties']['collective']

beforeEach(async () => {
  village = await anEarningVillage('succession')
  ;({ ledger, shares, registry, parties } = village)
  const { id: villageId } = await aVillage(village.db, { key: 'next-door' })
  const { id } = await anOrganisation(village.db, { kind: 'collective', bookCode: 'next-door', villageId })
  to = (await registry.organisation(id))!
  await shares.openCollectiveBook(to)
})
afterEach(async () => {
  await expectSoundBooks(ledger)
  await village.close()
})

const draft = (fromId: string, toId: string) => ({
  fromId,
  toId,
  on: '2026-11-25',
  evidence,
  by,
  at: weekOver,
})
const merge = () => registry.recordSuccession(draft(parties.collective.id, to.id))
const owed = ({ partyId }: { partyId: string }) => shares.owedTo(partyId)
const nothing = { pendingFen: 0, availableFen: 0, payingFen: 0, owesFen: 0 }

async function sell(name: string) {
  const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), paidAt)
  const [orderId, orderLineId] = [`order_${name}`, `line_${name}`]
  const sale = await shares.planSale({
    ...{ orderId, orderNumber: name, orderLineId, chargeId: `ch_${name}`, ruleVersionId, parties },
    ...{ goodsFen: fen(10_000), freightFen: fen(0), feeFen: fen(0) },
    ...{ placedOn: '2026-11-23', paidOn: '2026-11-23', maturesAt: weekOver },
  })
  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))
  return { orderId, orderNumber: name, orderLineId, ruleVersionId, parties, paidOn: '2026-11-23' }
}

it('has what a merged collective had available, at once, and what was pending when it matures', async () => {
  await sell('first')
  const { pendingFen } = await owed(parties.collective)
  expect(pendingFen).toBeGreaterThan(0)
  expect(await merge()).toEqual({ ok: true, value: null })
  const [succession] = await registry.successions()

  expect(await shares.passOn(succession!, weekOver)).toBe(false)
  await shares.matureEarnings(weekOver)
  expect(await shares.passOn(succession!, weekOver)).toBe(true)
  expect(await shares.passOn(succession!, weekOver)).toBe(false)

  expect(await owed(parties.collective)).toEqual(nothing)
  expect(await owed(to)).toEqual({ ...nothing, availableFen: pendingFen })
  const net = async (book: string, codePrefix: string) =>
    (await ledger.balances({ book, codePrefix })).map(({ net: amount }) => Number(amount))
  expect(await net(parties.collective.bookCode!, '112.platform')).toEqual([0])
  expect(await net(to.bookCode!, '112.platform')).toEqual([pendingFen])
})

it('bears what is refunded later of what the merged one earned (合作社法 46 says the same of cooperatives)', async () => {
  const order = await sell('first')
  await shares.matureEarnings(weekOver)
  await merge()
  const [succession] = await registry.successions()
  await shares.passOn(succession!, weekOver)
  const { availableFen } = await owed(to)

  const allies = await shares.openRefundAccounts(order)
  const refund = { refundId: 'refund_1', amountFen: fen(10_000), reason: 'quality', at: weekOver } as const
  await village.db.$transaction((tx) => shares.postRefund(tx, { ...order, ...refund, allies }))
  expect((await owed(parties.collective)).owesFen).toBe(availableFen)
  expect(await shares.passOn(succession!, weekOver)).toBe(true)

  expect(await owed(parties.collective)).toEqual(nothing)
  expect(await owed(to)).toEqual({ ...nothing, availableFen, owesFen: availableFen })
})

it('earns by what is grown in the village of the merged one from then on', async () => {
  const catalog = createCatalog({ db: village.db })
  const goods = () => catalog.goodsOf(parties.cooperative.id)
  const before = await goods()
  expect(new Set(before.map(({ collectiveId }) => collectiveId))).toEqual(new Set([parties.collective.id]))
  await merge()

  expect(new Set((await goods()).map(({ collectiveId }) => collectiveId))).toEqual(new Set([to.id]))
  expect(await catalog.goodsOfCollectives([parties.collective.id])).toEqual([])
  expect(await catalog.goodsOfCollectives([to.id])).toHaveLength(before.length)
})

it('is one collective of another, once, without chains and circles, and for ever', async () => {
  const impossible = { ok: false, refusal: { kind: 'succession_impossible' } }
  expect(await registry.recordSuccession(draft(parties.collective.id, parties.cooperative.id))).toEqual(
    impossible,
  )
  expect(await registry.recordSuccession(draft(to.id, to.id))).toEqual(impossible)
  await merge()
  expect(await merge()).toEqual(impossible)
  expect(await registry.recordSuccession(draft(to.id, parties.collective.id))).toEqual(impossible)
  await expect(village.asOwner('delete from registry_succession')).rejects.toThrow(/APPEND_ONLY/)
})
