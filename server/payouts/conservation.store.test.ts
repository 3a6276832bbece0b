import fc from 'fast-check'
import { expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { fen } from '#shared/money.ts'
import { anEarningVillage } from '#tests/make/earning-village.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aPayoutDesk } from '#tests/make/payouts.ts'
import { honeyGoods } from '#tests/make/shop.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const paidAt = new Date('2026-11-19T02:00:00Z')
const receipt = { name: '签领单.jpg', sha256: new Uint8Array(32) }

type Step =
  | { do: 'earn'; goodsFen: number }
  | { do: 'propose' }
  | { do: 'approve' | 'reject' | 'settle' | 'return'; nth: number }
const nth = fc.nat({ max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('earn'), goodsFen: fc.integer({ min: 100, max: 20_000 }) }),
  fc.record({ do: fc.constant('propose') }),
  fc.record({ do: fc.constantFrom('approve', 'approve', 'settle', 'settle', 'return', 'reject'), nth }),
)

/** A village whose household earns and is paid, and what a ledger on a napkin says of it. */
async function aWorld() {
  const village = await anEarningVillage('conservation')
  const { db, shares, parties } = village
  const clock = standingClock(new Date('2026-11-27T02:00:00Z'))
  const { payouts, anOperator } = aPayoutDesk({ db, clock, ids: seededIds('desk') })
  const chen = await anOperator('chen', '陈出纳', '13900000041')
  const lin = await anOperator('lin', '林复核', '13900000042')
  const { partyId } = parties.household
  const batches: string[] = []
  const model = { earned: 0, held: 0, paid: 0 }
  const owed = () => shares.owedTo(partyId)
  let sales = 0

  async function earn(goodsFen: number) {
    const name = `sale${(sales += 1)}`
    const { id: ruleVersionId } = await shares.activeRule(honeyGoods('standard'), paidAt)
    const sale = await shares.planSale({
      ...{ orderId: name, orderNumber: name, orderLineId: name, chargeId: name, ruleVersionId, parties },
      ...{
        goodsFen: fen(goodsFen),
        freightFen: fen(0),
        feeFen: fen(0),
        placedOn: '2026-11-19',
        paidOn: '2026-11-19',
      },
      maturesAt: new Date('2026-11-26T02:00:00Z'),
    })
    await db.$transaction((tx) => shares.postSales(tx, [sale]))
    await shares.matureEarnings(clock.now())
    model.earned = (await owed()).availableFen + model.held + model.paid
  }

  async function propose() {
    const draft = { rail: 'cash', bank: null, format: 'csv', parties: [partyId] } as const
    const proposed = await payouts.propose(draft, chen)
    if (proposed.ok) batches.push(proposed.value.batchId)
  }

  async function decide(what: 'approve' | 'reject' | 'settle' | 'return', batchId: string) {
    const { sha256, lines } = (await payouts.batch(batchId))!
    const { lineId, amountFen } = lines[0]!
    const line = { batchId, lineId }
    const done = await {
      approve: () => payouts.approve(batchId, { sha256, code: lin.code() }, lin),
      reject: () => payouts.reject(batchId, lin),
      settle: () => payouts.payInCash(line, { witnesses: ['甲', '乙'], receipt }, chen),
      return: () => payouts.returnLine(line, '人不在家', chen),
    }[what]()
    if (!done.ok || what === 'reject') return
    model.held += what === 'approve' ? amountFen : -amountFen
    if (what === 'settle') model.paid += amountFen
  }

  return {
    ...{ village, model, owed },
    async take(one: Step) {
      clock.advance(60_000)
      if (one.do === 'earn') return earn(one.goodsFen)
      if (one.do === 'propose') return propose()
      const batchId = batches.at(-1 - (one.nth % Math.max(batches.length, 1)))
      return batchId ? decide(one.do, batchId) : undefined
    },
  }
}

it('whatever happens in whatever order, what was earned is available, on its way, or paid, to the fen', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 20 }), async (steps) => {
      const { village, model, owed, take } = await aWorld()
      const { db, ledger } = village
      for (const one of [{ do: 'earn', goodsFen: 9_000 }, { do: 'propose' }, ...steps] satisfies Step[]) {
        await take(one)
        const { availableFen, payingFen } = await owed()
        expect(payingFen).toBe(model.held)
        expect(availableFen + payingFen + model.paid).toBe(model.earned)
        expect(availableFen).toBeGreaterThanOrEqual(0)
      }

      const states = await db.payoutLine.groupBy({ by: ['state'], _sum: { amountFen: true } })
      states.forEach(({ state }) => seen.add(state))
      const sum = (state: string) => Number(states.find((row) => row.state === state)?._sum.amountFen ?? 0)
      expect(sum('held')).toBe(model.held)
      expect(sum('settled')).toBe(model.paid)
      const [cash] = await ledger.balances({ book: 'platform', codePrefix: '101.cash' })
      expect(0 - (cash?.net ?? 0)).toBe(model.paid)
      await expectSoundBooks(ledger)
      await village.close()
    }),
    { numRuns: 8, seed: 4 },
  )
  expect([...seen].toSorted()).toEqual(['held', 'proposed', 'returned', 'settled'])
}, 180_000)
