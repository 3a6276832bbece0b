import { createCoupons } from '#server/coupons/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { fen } from '#shared/money.ts'
import { villages } from './content/villages.ts'

type CouponsDeps = { db: Db; clock: Clock; ids: Ids; revenueShare: RevenueShare }

const operator = { userId: 'user_operator', name: '值班员' }
const coupon = {
  kind: 'coupon',
  amountFen: fen(500),
  pieces: 50,
  minSpendFen: fen(3_900),
  validDays: 7,
} as const
const packet = {
  kind: 'red_packet',
  amountFen: fen(20_000),
  pieces: 50,
  minSpendFen: fen(3_900),
  validDays: 3,
} as const

/** Something for each village's host to give out. */
export async function seedCoupons(deps: CouponsDeps): Promise<void> {
  const coupons = createCoupons({ ...deps, log: createLog({ LOG_LEVEL: 'silent' }), bus: noOtherNodes })
  for (const { key } of villages)
    for (const offer of [coupon, packet]) {
      const answer = await coupons.grant({ ...offer, villageId: `village_${key}` }, operator)
      if (!answer.ok) throw new Error(`Not granted: ${answer.refusal.kind}`)
    }
  coupons.close()
}
