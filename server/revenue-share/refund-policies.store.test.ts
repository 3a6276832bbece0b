import { afterEach, beforeEach, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { anEarningVillage, type EarningVillage } from '#tests/make/earning-village.ts'
import { anEarningYear } from '#tests/make/earning-year.ts'
import { policyNow } from '#tests/make/refund-policy.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'

const SOLD = '2026-11-20'
/** Far enough, so that no clock has come to it. */
const LATER = '2126-01-01'

let village: EarningVillage
let year: Awaited<ReturnType<typeof anEarningYear>>

beforeEach(async () => {
  village = await anEarningVillage('policies')
  year = await anEarningYear(village)
})
afterEach(async () => {
  await expectSoundBooks(village.ledger)
  await village.close()
})

/** From then on whoever took the payment bears everything. */
const begin = (version: number, validFrom: string, body = { ...policyNow, quality: [['platform']] }) =>
  village.db.refundPolicy.create({ data: { version, validFrom: new Date(validFrom), body } })

it('a sale keeps to the policy of its day, and each refund names it', async () => {
  const { shares } = village
  await begin(3, LATER)
  const [order] = await year.sell(SOLD, [10_000])
  const wish = { orderLineId: order!.orderLineId, amountFen: fen(1_000), reason: 'quality' } as const

  const [now, then] = await Promise.all(
    [SOLD, LATER].map((paidOn) => shares.previewRefund({ ...wish, paidOn })),
  )

  expect(now!.policy).toEqual({ version: 2, validFrom: '2026-01-01', tiers: policyNow.quality })
  expect(now!.parts.length).toBeGreaterThan(2)
  expect(then!.policy).toMatchObject({ version: 3, validFrom: LATER })
  expect(then!.parts.map(({ partyKind }) => partyKind)).toEqual(['platform'])
  await year.refund(SOLD, order!, { amountFen: 1_000 })
  const [made] = await shares.refundsOf([order!.orderLineId])
  expect(made).toMatchObject({ policy: now!.policy, parts: expect.anything() as unknown })
})

it('the database takes no refund by another policy than that of its sale', async () => {
  const { db } = village
  const [order] = await year.sell(SOLD, [10_000])
  await year.refund(SOLD, order!, { amountFen: 1_000 })
  const made = await db.refundShare.findFirstOrThrow()
  const again = {
    ...made,
    id: 'refund_x',
    journalId: '00000000-0000-4000-8000-000000000001',
    beyondFen: 1_000n,
  }

  await expect(db.refundShare.create({ data: { ...again, policyVersion: 1 } })).rejects.toThrow(
    /REFUND_POLICY_NOT_IN_FORCE/,
  )
  await expect(
    db.refundShare.create({ data: { ...again, policyVersion: 1, paidOn: new Date('2025-01-01') } }),
  ).rejects.toThrow(/REFUND_POLICY_NOT_IN_FORCE/)
})

it('a policy never changes, and none begins before it is written', async () => {
  await expect(begin(3, '2026-02-01')).rejects.toThrow(/REFUND_POLICY_RETROACTIVE/)
  await expect(begin(4, LATER)).rejects.toThrow(/REFUND_POLICY_RETROACTIVE/)
  await begin(3, LATER)
  await expect(begin(4, '2125-01-01')).rejects.toThrow(/REFUND_POLICY_RETROACTIVE/)
  for (const change of [
    `update split_refund_policy set body = '{}' where version = 2`,
    'delete from split_refund_policy where version = 3',
    'truncate split_refund_policy cascade',
  ])
    await expect(village.asOwner(change)).rejects.toThrow('APPEND_ONLY')
})
