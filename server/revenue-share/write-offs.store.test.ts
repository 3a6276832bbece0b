import { afterEach, beforeEach, expect, it } from 'vitest'
import { fen, type Fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const paidAt = new Date('2026-11-23T02:00:00Z')
const weekOver = new Date('2026-11-30T02:00:00Z')
const chen = { userId: 'user_chen', name: '陈会计' }
const lin = { userId: 'user_lin', name: '林理事' }

let village: EarningVillage
let { ledger, shares, parties } = {} as EarningVillage

beforeEach(async () => {
  village = await anEarningVillage('write-offs')
  ;({ ledger, shares, parties } = village)
})
afterEach(async () => {
  await expectSoundBooks(ledger)
  await village.close()
})

async function sell(name: string, goodsFen: number) {
  const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), paidAt)
  const [orderId, orderLineId] = [`order_${name}`, `line_${name}`]
  const sale = await shares.planSale({
    ...{ orderId, orderNumber: name, orderLineId, chargeId: `ch_${name}`, ruleVersionId, parties },
    ...{ goodsFen: fen(goodsFen), freightFen: fen(0), feeFen: fen(0) },
    ...{ placedOn: '2026-11-23', paidOn: '2026-11-23', maturesAt: weekOver },
  })
  await village.db.$transaction((tx) => shares.postSales(tx, [sale]))
  return { orderId, orderNumber: name, orderLineId, ruleVersionId, parties, paidOn: '2026-11-23' }
}

async function refundWhole(order: Awaited<ReturnType<typeof sell>>, amountFen: number) {
  const allies = await shares.openRefundAccounts(order)
  await village.db.$transaction((tx) =>
    shares.postRefund(tx, {
      ...order,
      ...{
        allies,
        refundId: `refund_${order.orderLineId}`,
        amountFen: fen(amountFen),
        reason: 'quality',
        at: weekOver,
      },
    }),
  )
}

/** As a payout to the bank would: what is available leaves. */
async function payOut({ partyId }: { partyId: string }) {
  const { availableFen } = await owed({ partyId })
  await village.db.$transaction((tx) =>
    ledger.post(tx, [
      {
        ...{ key: `payout:${partyId}`, kind: 'payout', effectiveOn: '2026-11-30', actor: 'test', memo: '' },
        source: { type: 'party', id: partyId },
        lines: [
          { book: 'platform', account: `211.${partyId}.available`, amount: availableFen },
          { book: 'platform', account: '109.stripe', amount: fen(-availableFen) },
        ],
      },
    ]),
  )
}

const owed = ({ partyId }: { partyId: string }) => shares.owedTo(partyId)

/** The household sold for 100.00, was paid its 59.10, and all of it is refunded. @returns what it owes */
async function aDebt(): Promise<Fen> {
  const order = await sell('first', 10_000)
  await shares.matureEarnings(weekOver)
  await payOut(parties.household)
  await refundWhole(order, 10_000)
  const { owesFen } = await owed(parties.household)
  expect(owesFen).toBe(5_910)
  return owesFen
}

const propose = (amountFen: number, by = chen) =>
  shares.proposeWriteOff({
    ...{ ...parties, amountFen: fen(amountFen), reason: '遭台风，今年绝收', by, at: weekOver },
  })
const decide = (writeOffId: string, by: typeof chen, approve = true) =>
  shares.decideWriteOff({ writeOffId, cooperative: parties.cooperative, approve, by, at: weekOver })

it('a household that was paid out owes what is refunded, and pays back at most half of each later earning', async () => {
  await aDebt()
  await sell('second', 10_000)

  await shares.matureEarnings(weekOver)

  const half = 5_910 / 2
  expect(await owed(parties.household)).toEqual({
    pendingFen: 0,
    availableFen: half,
    payingFen: 0,
    owesFen: half,
  })
  await sell('third', 30_000)
  await shares.matureEarnings(weekOver)
  expect(await owed(parties.household)).toEqual({
    pendingFen: 0,
    availableFen: half + 3 * 5_910 - half,
    payingFen: 0,
    owesFen: 0,
  })
})

it('is told who owes how much, and nobody who owes nothing', async () => {
  const everyone = [parties.household, parties.cooperative, parties.collective].map(({ partyId }) => partyId)
  expect(await shares.debtsOf(everyone)).toEqual(new Map())

  const owesFen = await aDebt()

  expect(await shares.debtsOf(everyone)).toEqual(new Map([[parties.household.partyId, owesFen]]))
  expect(await shares.debtsOf([parties.collective.partyId])).toEqual(new Map())
})

it('a cooperative pays back all it owes at once', async () => {
  const order = await sell('first', 10_000)
  await shares.matureEarnings(weekOver)
  await payOut(parties.cooperative)
  await refundWhole(order, 10_000)
  const { owesFen } = await owed(parties.cooperative)
  expect(owesFen).toBe(10_000 - 5_910 - 500 - 300)
  await sell('second', 10_000)

  await shares.matureEarnings(weekOver)

  expect(await owed(parties.cooperative)).toEqual({
    pendingFen: 0,
    availableFen: 0,
    payingFen: 0,
    owesFen: 0,
  })
})

it('a debt is written off when another person approves, and the cooperative bears it', async () => {
  const debt = await aDebt()
  await sell('second', 100_000)
  const before = await owed(parties.cooperative)
  const proposed = await propose(debt)
  if (!proposed.ok) throw new Error(proposed.refusal.kind)
  const { writeOffId } = proposed.value
  expect(await owed(parties.household)).toMatchObject({ owesFen: debt })

  expect(await decide(writeOffId, chen)).toEqual({ ok: false, refusal: { kind: 'same_person' } })
  const answers = await Promise.all([decide(writeOffId, lin), decide(writeOffId, lin)])

  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers).toContainEqual({ ok: false, refusal: { kind: 'write_off_decided' } })
  expect(await owed(parties.household)).toMatchObject({ owesFen: 0 })
  const after = await owed(parties.cooperative)
  expect(before.pendingFen - after.pendingFen).toBe(debt)
  const [borne] = await ledger.balances({ book: 'coop-yiyou', codePrefix: '529.' })
  expect(borne?.net).toBe(debt)
  const [member] = await ledger.balances({ book: 'coop-yiyou', codePrefix: '114.' })
  // What the platform paid out is not the cooperative's to book yet; the refund and its forgiving leave both sales.
  expect(member?.net).toBe(-(5_910 + 59_100))
  expect(await shares.writeOffsOf(parties.cooperative)).toMatchObject([
    { state: 'approved', maker: chen, checkerName: lin.name, amountFen: debt },
  ])
})

it('no more is written off than is owed, one proposal at a time, and a rejected one books nothing', async () => {
  const debt = await aDebt()
  const other = { ...parties.cooperative, partyId: parties.collective.partyId }

  expect(await propose(debt + 1)).toEqual({ ok: false, refusal: { kind: 'not_owed', owesFen: debt } })
  const proposed = await propose(debt)
  if (!proposed.ok) throw new Error(proposed.refusal.kind)
  const { writeOffId } = proposed.value
  expect(await propose(1)).toEqual({ ok: false, refusal: { kind: 'write_off_open' } })
  expect(
    await shares.decideWriteOff({ writeOffId, cooperative: other, approve: true, by: lin, at: weekOver }),
  ).toEqual({ ok: false, refusal: { kind: 'write_off_not_found' } })
  // Some of it is paid back meanwhile, so that the proposal is for more than is owed.
  await sell('second', 10_000)
  await shares.matureEarnings(weekOver)
  expect(await decide(writeOffId, lin)).toMatchObject({ ok: false, refusal: { kind: 'not_owed' } })
  expect(await decide(writeOffId, lin, false)).toEqual({ ok: true, value: { state: 'rejected' } })
  expect(await decide(writeOffId, lin)).toEqual({ ok: false, refusal: { kind: 'write_off_decided' } })

  expect(await ledger.balances({ book: 'coop-yiyou', codePrefix: '529.' })).toMatchObject([{ net: 0 }])
})

it('the database keeps a proposal as it was made, and its decision from who made it', async () => {
  const debt = await aDebt()
  const proposed = await propose(debt)
  if (!proposed.ok) throw new Error(proposed.refusal.kind)
  const { db } = village
  const where = { id: proposed.value.writeOffId }
  const decided = { state: 'rejected', checkerName: '陈会计', decidedAt: weekOver }

  await expect(db.writeOff.update({ where, data: { ...decided, checkerId: chen.userId } })).rejects.toThrow(
    /two_people/,
  )
  await expect(db.writeOff.update({ where, data: { state: 'approved' } })).rejects.toThrow(/split_write_off/)
  await expect(db.writeOff.update({ where, data: { amountFen: 1n } })).rejects.toThrow(/WRITE_OFF_KEPT/)
  await expect(db.writeOff.delete({ where })).rejects.toThrow(/WRITE_OFF_KEPT/)
  const row = await db.writeOff.findUniqueOrThrow({ where })
  await expect(
    db.writeOff.create({ data: { ...row, id: 'writeoff_x', ...decided, checkerId: lin.userId } }),
  ).rejects.toThrow(/WRITE_OFF_NOT_PROPOSED/)
})
