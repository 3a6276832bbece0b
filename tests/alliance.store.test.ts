import { afterAll, beforeAll, expect, it } from 'vitest'
import { businessDay } from '#shared/calendar.ts'
import { fen, sumFen } from '#shared/money.ts'
import { splitRule } from '#shared/split.ts'
import { createStatements } from '#server/statements/index.ts'
import { anAlliance, foundAlliance, someCollectives } from '#tests/make/alliance.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const VILLAGES = 15
const rule = splitRule.parse([
  { kind: 'processor_fee' },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'household', bp: 5_800 },
      { to: 'collective', bp: 300 },
      { to: 'alliance', bp: 300 },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
])
const at = new Date('2026-11-23T02:00:00Z')
const weekOver = new Date('2026-11-30T02:00:00Z')

let village: EarningVillage
let { db, ledger, shares, parties, registry, alliances } = {} as EarningVillage
let memberIds: string[]
let ruleVersionId: string

beforeAll(async () => {
  village = await anEarningVillage('alliance-shares')
  ;({ db, ledger, shares, parties, registry, alliances } = village)
  const others = await someCollectives({ ...village, revenueShare: shares }, VILLAGES - 1)
  memberIds = [parties.collective.id, ...others]
  const seats = memberIds.map((collectiveId, n) => ({ collectiveId, contribution: 37 * n + 5 }))
  await foundAlliance({ alliances }, seats, { fromMonth: '2026-02' })
  const version = { ruleCode: 'allied', version: 1, validFrom: new Date('2026-01-01T00:00:00Z') }
  ruleVersionId = (await shares.activate({ ...version, rule, author: '甲', approver: '乙' })).id
})
afterAll(() => village.close())

const lineOf = (name: string, goodsFen: number, day = '2026-11-23') => ({
  ...{ orderId: `order_${name}`, orderNumber: name, orderLineId: `line_${name}`, chargeId: `ch_${name}` },
  ...{ ruleVersionId, parties, goodsFen: fen(goodsFen), freightFen: fen(800), feeFen: fen(30) },
  ...{ placedOn: day, paidOn: day, maturesAt: weekOver },
})
async function sell(name: string, goodsFen: number, day?: string) {
  const line = lineOf(name, goodsFen, day)
  const sale = await shares.planSale(line)
  await db.$transaction((tx) => shares.postSales(tx, [sale]))
  return { line, sale }
}
const allied = async (name: string) =>
  (await shares.allocationsOf([`line_${name}`])).filter(({ partyKind }) => partyKind === 'alliance')
async function pendingOf(ids: readonly string[]) {
  const collectives = await registry.collectives(ids)
  const owed = await Promise.all(collectives.map(({ partyId }) => shares.owedTo(partyId)))
  return owed.map(({ pendingFen, availableFen, owesFen }) => pendingFen + availableFen - owesFen)
}

it('divides the alliance’s part of a sale among its 15 villages, in their own books, to the fen', async () => {
  const before = await pendingOf(memberIds)

  const { sale } = await sell('tea', 19_999)

  const part = sale.legs.find(({ partyKind }) => partyKind === 'alliance')!.amountFen
  expect(part).toBe(600)
  const rows = await allied('tea')
  expect(rows).toHaveLength(VILLAGES)
  expect(sumFen(rows.map(({ amountFen }) => amountFen))).toBe(part)
  const after = await pendingOf(memberIds)
  const gained = new Map(
    (await registry.collectives(memberIds)).map(({ partyId }, n) => [partyId, after[n]! - before[n]!]),
  )
  const own = sale.legs.find(({ partyKind }) => partyKind === 'collective')!.amountFen
  for (const { party, amountFen } of rows)
    expect(gained.get(party)).toBe(party === parties.collective.partyId ? amountFen + own : amountFen)
  const [book] = await registry.collectives([memberIds[VILLAGES - 1]!])
  const [receivable] = await ledger.balances({ book: book!.bookCode!, codePrefix: '112.' })
  expect(receivable?.net).toBe(gained.get(book!.partyId))
  await expectSoundBooks(ledger)
})

it('shows in advance what it books, and keeps by which terms', async () => {
  const goods = { ...honeyGoods('allied') }
  const shown = await shares.preview({
    goods,
    goodsFen: fen(6_000),
    freightFen: fen(800),
    at,
    seed: 'line_shown',
  })
  const { line } = await sell('shown', 6_000)

  const { legs } = await shares.previewVersion({
    ...{ ruleVersionId, goodsFen: line.goodsFen, freightFen: line.freightFen, feeFen: line.feeFen },
    ...{ seed: line.orderLineId, collectiveId: parties.collective.id, placedOn: line.placedOn },
  })

  const part = legs.find(({ partyKind }) => partyKind === 'alliance')!.amountFen
  expect(shown.legs.find(({ partyKind }) => partyKind === 'alliance')!.amountFen).toBe(part)
  expect(sumFen((await allied('shown')).map(({ amountFen }) => amountFen))).toBe(part)
  const kept = await db.allianceShare.findUniqueOrThrow({ where: { orderLineId: 'line_shown' } })
  expect(kept.termsId).toBe((await alliances.termsOf(parties.collective.id, businessDay(at)))!.id)
})

it('leaves the part to the village’s own collective before there was an alliance', async () => {
  const { sale } = await sell('alone', 10_000, '2026-01-15')

  expect(sale.legs.find(({ partyKind }) => partyKind === 'alliance')).toBeUndefined()
  expect(sale.legs.find(({ partyKind }) => partyKind === 'collective')?.amountFen).toBe(600)
  expect(await allied('alone')).toEqual([])
})

it('books a sale too small for all of them, and nothing for whom it has no fen', async () => {
  await sell('small', 70)

  const rows = await allied('small')
  expect(rows.map(({ amountFen }) => amountFen)).toEqual([1, 1])
  await expectSoundBooks(ledger)
})

it('takes back in parts what each got, from what is pending, available or owed, to nothing left', async () => {
  const before = await pendingOf(memberIds)
  const { line } = await sell('back', 12_345)
  const allies = await shares.openRefundAccounts(line)
  expect(allies).toHaveLength(VILLAGES)
  const refund = async (n: number, amountFen: number) => {
    const { orderLineId, paidOn } = line
    const wish = { orderLineId, paidOn, amountFen: fen(amountFen), reason: 'quality' as const }
    const shown = await shares.previewRefund(wish)
    await db.$transaction((tx) =>
      shares.postRefund(tx, { ...line, ...wish, allies, refundId: `refund_back_${n}`, at: weekOver }),
    )
    const [booked] = (await shares.refundsOf([line.orderLineId])).slice(-1)
    const sorted = (parts: typeof shown.parts) =>
      parts.toSorted((a, b) => `${a.partyKind}${a.party}`.localeCompare(`${b.partyKind}${b.party}`))
    expect(sorted(booked!.parts)).toEqual(sorted(shown.parts))
  }

  await refund(1, 3_333)
  await shares.matureEarnings(weekOver)
  await refund(2, 7_001)
  await refund(3, 12_345 + 800 - 3_333 - 7_001)

  const rows = await shares.allocationsOf([line.orderLineId])
  for (const { amountFen, refundedFen } of rows) expect(refundedFen).toBe(amountFen)
  expect(await pendingOf(memberIds)).toEqual(before)
  await expectSoundBooks(ledger)
})

it('tells what each member got, by month of the sale, and what went back of it', async () => {
  const terms = await alliances.history(anAlliance.id)
  const months = await shares.allianceMonths(
    terms.map(({ id }) => id),
    12,
  )

  expect([...new Set(months.map(({ month }) => month))]).toEqual(['2026-11'])
  const [own] = months.filter(({ partyId }) => partyId === parties.collective.partyId)
  const rows = (await Promise.all(['tea', 'shown', 'small', 'back'].map(allied))).flat()
  const mine = rows.filter(({ party }) => party === parties.collective.partyId)
  expect(own).toEqual({
    ...{ month: '2026-11', partyId: parties.collective.partyId },
    amountFen: sumFen(mine.map(({ amountFen }) => amountFen)),
    refundedFen: sumFen(mine.map(({ refundedFen }) => refundedFen)),
  })
})

it('stands in a member’s statement, line by line', async () => {
  const [member] = await registry.collectives([memberIds[3]!])
  const statements = createStatements({
    ...{ ledger, revenueShare: shares, registry },
    dividends: { membersOf: () => Promise.resolve([]) },
  })
  const organisation = { id: member!.id, kind: 'collective' as const, bookCode: member!.bookCode }
  const of = { partyId: member!.partyId, organisation, own: true }
  const got = async (name: string) =>
    (await allied(name)).find(({ party }) => party === member!.partyId)?.amountFen ?? 0

  const month = await statements.month(of, '2026-11', 1)

  const sales = month.entries.filter(({ kind }) => kind === 'sale')
  expect(sales.map(({ amountFen }) => amountFen).toSorted()).toEqual(
    (await Promise.all(['tea', 'shown', 'back'].map(got))).toSorted(),
  )
  expect(sales[0]!.orderId).toMatch(/^order_/)
  expect(month.kinds.find(({ kind }) => kind === 'refund')?.amountFen).toBe(0 - (await got('back')))
  expect(month.closing.totalFen).toBe((await pendingOf([member!.id]))[0])
})

it('keeps its parts: they add up, are of its members on that day, and never change', async () => {
  const line = lineOf('broken', 9_000)
  const sale = await shares.planSale(line)
  const [stranger] = await registry.collectives(
    await someCollectives({ ...village, revenueShare: shares }, 1, 'stranger'),
  )
  const { termsId, parts } = sale.allied!
  const post = (allied: NonNullable<typeof sale.allied>) =>
    db.$transaction((tx) => shares.postSales(tx, [{ ...sale, allied }]))

  await expect(post({ termsId, parts: parts.slice(1) })).rejects.toThrow('SPLIT_ALLIANCE_SUM')
  const other = parts.map((part, n) => (n === 0 ? { ...part, collective: stranger! } : part))
  await expect(post({ termsId, parts: other })).rejects.toThrow('SPLIT_ALLIANCE_TERMS')
  await expect(db.allianceShare.updateMany({ data: { amountFen: 1n } })).rejects.toThrow('APPEND_ONLY')
  const [row] = await allied('tea')
  await expect(
    db.allocation.create({ data: { ...row!, orderLineId: 'line_alone', amountFen: 5n, refundedFen: 0n } }),
  ).rejects.toThrow('SPLIT_ALLIANCE_NONE')
})
